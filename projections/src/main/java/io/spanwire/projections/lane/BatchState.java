package io.spanwire.projections.lane;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.decide.TimerChange;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.BatchChanges.ParkedRecord;
import io.spanwire.projections.journal.BatchChanges.StreamWrite;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StreamRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A batch's decisions so far, in memory: outcomes, events with their positions, the streams' new states. They take
 * effect when the transaction commits; then {@link #committed} returns them for the relay and the cache.
 */
final class BatchState {
    private final Batch batch;
    private final List<LogRecord.CommandRecord> commands;
    private final Map<Integer, PartitionProgress> stored;
    private final BatchParking parking;
    private final Map<Integer, Long> heads;
    private final Map<UUID, Outcome> outcomes;
    private final Map<StreamId, StreamState<?>> streams = new LinkedHashMap<>();
    private final Map<StreamId, String> unreadable = new HashMap<>();
    private final Map<StreamId, String> closed = new HashMap<>();
    private final Map<StreamId, Integer> written = new LinkedHashMap<>();
    private final Map<UUID, DecidedCommand> decided = new LinkedHashMap<>();
    /** The streams of which a stored snapshot may hold personal data that were made unreadable. */
    private final Set<StreamId> forgetting = new HashSet<>();

    private final List<Appended> events = new ArrayList<>();
    private final List<TimerChange> timers = new ArrayList<>();
    private final Map<StreamId, Integer> timerPartitions = new HashMap<>();
    private final Map<Integer, Instant> earliestTimers = new HashMap<>();
    private final List<CommittedBatch.Reply> replies = new ArrayList<>();

    /**
     * The state before any decision.
     *
     * @param commands the commands to decide, in order
     * @param stored the partitions' progress before the batch
     * @param known final outcomes of commands decided before
     */
    BatchState(
            Batch batch,
            List<LogRecord.CommandRecord> commands,
            Map<Integer, PartitionProgress> stored,
            Map<UUID, Outcome> known,
            BatchParking parking) {
        this.batch = batch;
        this.commands = commands;
        this.stored = stored;
        this.parking = parking;
        this.heads = PartitionProgress.heads(stored);
        this.outcomes = new HashMap<>(known);
    }

    List<LogRecord.CommandRecord> commands() {
        return commands;
    }

    /** The partitions' progress before the batch. */
    Map<Integer, PartitionProgress> stored() {
        return stored;
    }

    BatchParking parking() {
        return parking;
    }

    /** The command's final outcome, from before or from this batch. */
    Optional<Outcome> outcomeOf(Command command) {
        return Optional.ofNullable(outcomes.get(command.id()));
    }

    Optional<StreamState<?>> stream(StreamId stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    void putStream(StreamId stream, StreamState<?> state) {
        streams.put(stream, state);
    }

    void markUnreadable(StreamId stream, String reason) {
        unreadable.put(stream, reason);
    }

    String unreadableReason(StreamId stream) {
        return Objects.requireNonNull(unreadable.get(stream), "a stream was not loaded");
    }

    /** Notes that a stream is, or becomes, closed, and why: its state will not be cached. */
    void markClosed(StreamId stream, String reason) {
        closed.put(stream, reason);
    }

    /** Why the stream is closed; empty while it takes commands. */
    Optional<String> closedReason(StreamId stream) {
        return Optional.ofNullable(closed.get(stream));
    }

    /** The streams that must not be in the cache: a lane decides from memory only what takes commands. */
    Set<StreamId> closed() {
        return closed.keySet();
    }

    void addReply(LogRecord.CommandRecord record, Outcome outcome) {
        record.replyTo().ifPresent(partition -> replies.add(new CommittedBatch.Reply(outcome, partition)));
    }

    /** The decision's events with the next free positions, which {@link #add} then takes. */
    List<Appended> assignPositions(LogRecord.CommandRecord record, DecidedCommand decision) {
        List<Appended> appended = new ArrayList<>(decision.events().size());
        long head = heads.getOrDefault(record.partition(), 0L);
        for (NewEvent event : decision.events()) {
            head++;
            StoredEvent stored =
                    new StoredEvent(record.command().stream(), event.recorded().version(), head, event.body());
            appended.add(new Appended(record.partition(), stored, event));
        }
        return appended;
    }

    /** Adds a decision with its positioned events. */
    void add(LogRecord.CommandRecord record, DecidedCommand decision, List<Appended> appended) {
        events.addAll(appended);
        heads.merge(record.partition(), (long) appended.size(), Long::sum);
        decided.put(record.command().id(), decision);
        addTimers(record.partition(), decision.timers());
        if (decision.forgets()) {
            forgetting.add(record.command().stream());
        }
        if (decision.outcome().isFinal()) {
            outcomes.put(record.command().id(), decision.outcome());
        }
        decision.after().ifPresent(after -> {
            streams.put(record.command().stream(), after);
            written.put(record.command().stream(), record.partition());
        });
        addReply(record, decision.outcome());
    }

    private void addTimers(int partition, List<TimerChange> changes) {
        timers.addAll(changes);
        for (TimerChange change : changes) {
            timerPartitions.put(change.stream(), partition);
            change.pending()
                    .ifPresent(pending -> earliestTimers.merge(
                            partition, pending.due(), (first, next) -> next.isBefore(first) ? next : first));
        }
    }

    /** The partition of a timer: that of its stream. */
    int partition(TimerChange timer) {
        return Objects.requireNonNull(timerPartitions.get(timer.stream()));
    }

    /** The changes of timers, in order. */
    List<TimerChange> timers() {
        return timers;
    }

    /** Seals the events with personal data, before they are written. */
    void seal(UnaryOperator<List<Appended>> sealer) {
        List<Appended> sealed = List.copyOf(sealer.apply(events));
        events.clear();
        events.addAll(sealed);
    }

    List<Appended> events() {
        return events;
    }

    /** Each decided command once; one that failed and was decided again has its last decision. */
    List<DecidedCommand> decided() {
        return List.copyOf(decided.values());
    }

    List<ParkedRecord> deadLetters() {
        return batch.deadLetters().stream()
                .map(each -> new ParkedRecord(each.partition(), each.offset(), each.key(), each.value(), each.reason()))
                .toList();
    }

    /** The changed streams, each with a snapshot when one is due. */
    List<StreamWrite> streamWrites(SnapshotPolicy snapshots) {
        List<StreamWrite> writes = new ArrayList<>(written.size());
        written.forEach((stream, partition) -> {
            StreamState<?> state = Objects.requireNonNull(streams.get(stream));
            Optional<StreamRow.Snapshot> snapshot =
                    forgetting.contains(stream) ? snapshots.now(state) : snapshots.due(state);
            snapshot.ifPresent(due -> streams.put(stream, state.snapshotted()));
            writes.add(new StreamWrite(stream.toString(), partition, new StreamRow(state.version(), snapshot)));
        });
        return writes;
    }

    /** The partitions' progress after the batch; their next offsets stay as they are while an order is not finished. */
    Map<Integer, PartitionProgress> progress() {
        if (parking.isFinished()) {
            return batch.progress(heads, stored);
        }
        Map<Integer, PartitionProgress> progress = new HashMap<>(stored);
        progress.replaceAll((partition, before) -> before.withHead(heads.getOrDefault(partition, before.head())));
        return progress;
    }

    CommittedBatch committed() {
        streams.keySet().removeAll(closed.keySet());
        return new CommittedBatch(
                events, replies, streams, progress(), parking.countDifference(), parking.isFinished(), earliestTimers);
    }
}
