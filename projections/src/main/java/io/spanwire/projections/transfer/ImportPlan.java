package io.spanwire.projections.transfer;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.exportfile.ExportedCommand;
import io.spanwire.projections.exportfile.ExportedEvent;
import io.spanwire.projections.exportfile.ExportedOutcome;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.BatchChanges.StreamWrite;
import io.spanwire.projections.journal.LockedBatch;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.project.Projector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What one batch of a file adds to what is stored: pure. A command with a known outcome adds nothing; its events are
 * compared with the stored ones. The events of any other command must follow its stream, and get the next positions of
 * their partition.
 */
final class ImportPlan {
    private final Partitioning partitioning;
    private final Map<UUID, Outcome> known;
    private final Map<StreamId, Long> versions = new HashMap<>();
    private final Map<Integer, PartitionProgress> before;
    private final Map<Integer, PartitionProgress> progress;

    private final List<New> added = new ArrayList<>();
    private final List<ExportedEvent> storedBefore = new ArrayList<>();
    private long knownOutcomes;

    /** A command that is not stored yet, with its positioned events. */
    record New(ExportedCommand command, List<Appended> events, Optional<StreamWrite> stream, DecidedCommand decision) {}

    private ImportPlan(Partitioning partitioning, LockedBatch stored) {
        this.partitioning = partitioning;
        this.known = new HashMap<>(stored.outcomes());
        this.before = Map.copyOf(stored.partitions());
        this.progress = new HashMap<>(stored.partitions());
        stored.streams().forEach((stream, row) -> versions.put(stream, row.version()));
    }

    /** @throws ImportRefused when the batch does not fit what is stored */
    static ImportPlan of(List<ExportedCommand> commands, LockedBatch stored, Partitioning partitioning) {
        ImportPlan plan = new ImportPlan(partitioning, stored);
        commands.forEach(plan::add);
        return plan;
    }

    private void add(ExportedCommand command) {
        Outcome outcome = command.outcome().outcome();
        Outcome before = known.putIfAbsent(outcome.command(), outcome);
        if (before == null) {
            addNew(command);
        } else if (before.equals(outcome)) {
            knownOutcomes++;
            storedBefore.addAll(command.events());
        } else {
            throw ImportRefused.otherOutcome(command.line(), outcome.command().toString());
        }
    }

    private void addNew(ExportedCommand command) {
        int partition = partitioning.of(command.stream());
        List<Appended> appended = new ArrayList<>(command.events().size());
        for (ExportedEvent event : command.events()) {
            requireNext(event);
            versions.put(event.stream(), event.version());
            appended.add(new Appended(partition, stored(event, nextPosition(partition)), event.event()));
        }
        Optional<StreamWrite> stream =
                appended.isEmpty() ? Optional.empty() : Optional.of(write(command.stream(), partition));
        added.add(new New(command, appended, stream, decision(command)));
    }

    private void requireNext(ExportedEvent event) {
        long before = versions.getOrDefault(event.stream(), 0L);
        if (event.version() <= before) {
            throw ImportRefused.otherEvent(event);
        }
        if (event.version() > before + 1) {
            throw ImportRefused.gap(event, before);
        }
    }

    private long nextPosition(int partition) {
        PartitionProgress before =
                Objects.requireNonNull(progress.get(partition), "every partition of a batch is locked");
        PartitionProgress after = before.withHead(before.head() + 1);
        progress.put(partition, after);
        return after.head();
    }

    private StreamWrite write(StreamId stream, int partition) {
        long version = Objects.requireNonNull(versions.get(stream));
        return new StreamWrite(stream.toString(), partition, new StreamRow(version, Optional.empty()));
    }

    private static StoredEvent stored(ExportedEvent event, long position) {
        return new StoredEvent(event.stream(), event.version(), position, EventText.of(event.body()));
    }

    /** The journal takes a command's outcome with the command; its data are not stored. */
    private static DecidedCommand decision(ExportedCommand exported) {
        ExportedOutcome outcome = exported.outcome();
        Command command = new Command(
                outcome.outcome().command(),
                exported.stream(),
                outcome.name(),
                "{}",
                Caller.of(outcome.outcome().actor(), ""),
                outcome.at(),
                OptionalLong.empty());
        List<NewEvent> events =
                exported.events().stream().map(ExportedEvent::event).toList();
        return new DecidedCommand(command, outcome.outcome(), events, Optional.empty());
    }

    /** The commands that are not stored yet. */
    List<New> added() {
        return added;
    }

    /** Events of commands that are stored: they must be equal to the stored ones. */
    List<ExportedEvent> storedBefore() {
        return storedBefore;
    }

    /** The partitions' progress before the batch. */
    Map<Integer, PartitionProgress> before() {
        return before;
    }

    /** The partitions' progress afterwards: other heads, the same offsets. */
    Map<Integer, PartitionProgress> progress() {
        return progress;
    }

    /** All rows to write, those of the read models included. */
    BatchChanges changes(Projector projector) {
        List<Appended> events =
                added.stream().flatMap(each -> each.events().stream()).toList();
        Map<String, StreamWrite> streams = new HashMap<>();
        added.forEach(each -> each.stream().ifPresent(write -> streams.put(write.stream(), write)));
        return new BatchChanges(
                events,
                List.copyOf(streams.values()),
                added.stream().map(New::decision).toList(),
                List.of(),
                projector.plan(BatchChanges.recorded(events)),
                ParkingChanges.NONE);
    }

    /** The rows of one command. */
    static BatchChanges changes(New command, Projector projector) {
        return BatchChanges.ofCommand(
                command.decision(),
                command.events(),
                command.stream().stream().toList(),
                projector.plan(BatchChanges.recorded(command.events())));
    }

    ImportResult result() {
        long events = added.stream().mapToLong(each -> each.events().size()).sum();
        return new ImportResult(events, added.size(), storedBefore.size(), knownOutcomes);
    }
}
