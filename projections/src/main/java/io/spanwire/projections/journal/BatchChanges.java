package io.spanwire.projections.journal;

import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.project.StatementBatch;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch, or one command of it, writes.
 *
 * @param outcomes each command once
 */
public record BatchChanges(
        List<Appended> events,
        List<StreamWrite> streams,
        List<DecidedCommand> outcomes,
        List<ParkedRecord> parked,
        List<StatementBatch> readModels,
        ParkingChanges parking) {

    /** One command's decision and everything it changes. */
    public static BatchChanges ofCommand(
            DecidedCommand decision,
            List<Appended> events,
            List<StreamWrite> streams,
            List<StatementBatch> readModels) {
        return new BatchChanges(events, streams, List.of(decision), List.of(), readModels, ParkingChanges.NONE);
    }

    /** Only what changes about records and streams that wait: the decisions were written before, one by one. */
    public static BatchChanges ofParking(List<ParkedRecord> records, ParkingChanges parking) {
        return new BatchChanges(List.of(), List.of(), List.of(), records, List.of(), parking);
    }

    /** The decided commands whose outcome is final, or those whose outcome is not. */
    List<DecidedCommand> outcomes(boolean isFinal) {
        return outcomes.stream()
                .filter(each -> each.outcome().isFinal() == isFinal)
                .toList();
    }

    /** These events as the projections get them. */
    public static List<RecordedEvent<?>> facts(List<Appended> events) {
        List<RecordedEvent<?>> facts = new ArrayList<>(events.size());
        events.forEach(each -> facts.add(each.event().recorded()));
        return facts;
    }

    /** An event with its place in the partition. */
    public record Appended(int partition, StoredEvent stored, NewEvent event) {}

    /** A stream's new version, and its snapshot when one is due. */
    public record StreamWrite(String stream, int partition, StreamRow row) {}

    /** A record of the command log that is no command. */
    public record ParkedRecord(int partition, long offset, Buffer key, Buffer value, String reason) {}
}
