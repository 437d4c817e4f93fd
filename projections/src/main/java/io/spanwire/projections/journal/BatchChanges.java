package io.spanwire.projections.journal;

import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.project.BulkStatement;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a batch, or one command of it, writes.
 *
 * @param outcomes each command once
 */
public record BatchChanges(
        List<Appended> events,
        List<StreamWrite> streams,
        List<DecidedCommand> outcomes,
        List<ParkedRecord> parked,
        List<BulkStatement> readModels,
        ParkingChanges parking,
        List<TimerRow> timers) {
    /** Without a change of timers. */
    public BatchChanges(
            List<Appended> events,
            List<StreamWrite> streams,
            List<DecidedCommand> outcomes,
            List<ParkedRecord> parked,
            List<BulkStatement> readModels,
            ParkingChanges parking) {
        this(events, streams, outcomes, parked, readModels, parking, List.of());
    }

    /** The same with these changes of timers. */
    public BatchChanges withTimers(List<TimerRow> changed) {
        return new BatchChanges(events, streams, outcomes, parked, readModels, parking, changed);
    }

    /** The changes of one decided command. */
    public static BatchChanges ofCommand(
            DecidedCommand decision, List<Appended> events, List<StreamWrite> streams, List<BulkStatement> readModels) {
        return new BatchChanges(events, streams, List.of(decision), List.of(), readModels, ParkingChanges.NONE);
    }

    /** The parked records and streams alone, when the decisions were already written one by one. */
    public static BatchChanges ofParking(List<ParkedRecord> records, ParkingChanges parking) {
        return new BatchChanges(List.of(), List.of(), List.of(), records, List.of(), parking);
    }

    /** The same with these events, which are sealed. */
    public BatchChanges withEvents(List<Appended> sealed) {
        return new BatchChanges(sealed, streams, outcomes, parked, readModels, parking, timers);
    }

    /** The decided commands whose outcome is final, or those whose outcome is not. */
    List<DecidedCommand> outcomes(boolean isFinal) {
        return outcomes.stream()
                .filter(each -> each.outcome().isFinal() == isFinal)
                .toList();
    }

    /** The events whose personal data become unreadable, in this batch or before it. */
    List<Forgotten> forgotten() {
        List<Forgotten> forgotten = new ArrayList<>();
        for (Appended each : events) {
            String stream = each.stored().stream().toString();
            each.event().forgets().forEach(version -> forgotten.add(new Forgotten(stream, version)));
        }
        return forgotten;
    }

    /** An event whose personal data become unreadable. */
    record Forgotten(String stream, long version) {}

    /** These events in the form that projections take. */
    public static List<RecordedEvent<?>> recorded(List<Appended> events) {
        return events.stream()
                .<RecordedEvent<?>>map(each -> each.event().recorded())
                .toList();
    }

    /** An event with its partition and its stored form. */
    public record Appended(int partition, StoredEvent stored, NewEvent event) {}

    /** A stream's new version, and its snapshot when one is due. */
    public record StreamWrite(String stream, int partition, StreamRow row) {}

    /** A record of the command log that is no command. */
    public record ParkedRecord(int partition, long offset, Buffer key, Buffer value, String reason) {}
}
