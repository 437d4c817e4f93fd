package io.spanwire.projections.lane;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.BatchChanges.ParkedRecord;
import io.spanwire.projections.journal.BatchChanges.StreamWrite;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StreamRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a batch has come to so far, in memory: outcomes, events with their positions, the streams' new states. Nothing of it
 * counts until the transaction commits; then {@link #committed} tells what the relay and the memory need.
 */
final class BatchState {
    private final Map<Integer, Long> heads = new HashMap<>();
    private final Batch batch;
    private final Map<Integer, PartitionProgress> claimed;
    private final List<LogRecord.CommandRecord> requests;
    private final BatchParking parkedStreams;
    private final Map<UUID, Outcome> outcomes;
    private final Map<StreamId, StreamState<?>> states = new LinkedHashMap<>();
    private final Map<StreamId, String> unreadable = new HashMap<>();
    private final Map<StreamId, Integer> written = new LinkedHashMap<>();
    private final Map<UUID, DecidedCommand> decided = new LinkedHashMap<>();
    private final List<Appended> events = new ArrayList<>();
    private final List<ParkedRecord> parked = new ArrayList<>();
    private final List<CommittedBatch.Reply> replies = new ArrayList<>();

    /**
     * Nothing is decided yet.
     *
     * @param batch the part of the command log it is about
     * @param requests what is to be decided, in order
     */
    BatchState(
            Batch batch,
            List<LogRecord.CommandRecord> requests,
            Map<Integer, PartitionProgress> claimed,
            Map<UUID, Outcome> known,
            BatchParking parkedStreams) {
        claimed.forEach((partition, progress) -> heads.put(partition, progress.head()));
        this.batch = batch;
        this.claimed = claimed;
        this.requests = requests;
        this.parkedStreams = parkedStreams;
        this.outcomes = new HashMap<>(known);
    }

    List<LogRecord.CommandRecord> requests() {
        return requests;
    }

    BatchParking parkedStreams() {
        return parkedStreams;
    }

    /** The final outcome this id already has, from before or from this batch. */
    Optional<Outcome> known(Command command) {
        return Optional.ofNullable(outcomes.get(command.id()));
    }

    Optional<StreamState<?>> state(StreamId stream) {
        return Optional.ofNullable(states.get(stream));
    }

    void state(StreamId stream, StreamState<?> state) {
        states.put(stream, state);
    }

    /** This stream's state cannot be had. */
    void unreadable(StreamId stream, String reason) {
        unreadable.put(stream, reason);
    }

    /** The reason of a stream that has no state here. */
    String whyUnreadable(StreamId stream) {
        return Objects.requireNonNull(unreadable.get(stream), "a stream was not loaded");
    }

    /** Someone waits for this outcome. */
    void reply(LogRecord.CommandRecord request, Outcome outcome) {
        request.replyTo().ifPresent(partition -> replies.add(new CommittedBatch.Reply(outcome, partition)));
    }

    void park(LogRecord.DeadLetter poison) {
        parked.add(
                new ParkedRecord(poison.partition(), poison.offset(), poison.key(), poison.value(), poison.reason()));
    }

    /** The decision's events with the positions they would get now. */
    List<Appended> place(LogRecord.CommandRecord request, DecidedCommand decision) {
        List<Appended> placed = new ArrayList<>(decision.events().size());
        long head = heads.getOrDefault(request.partition(), 0L);
        for (NewEvent event : decision.events()) {
            head++;
            StoredEvent stored =
                    new StoredEvent(request.command().stream(), event.recorded().version(), head, event.body());
            placed.add(new Appended(request.partition(), stored, event));
        }
        return placed;
    }

    /** Takes a decision in, with its events as placed. */
    void take(LogRecord.CommandRecord request, DecidedCommand decision, List<Appended> placed) {
        events.addAll(placed);
        heads.merge(request.partition(), (long) placed.size(), Long::sum);
        decided.put(request.command().id(), decision);
        if (decision.outcome().isFinal()) {
            outcomes.put(request.command().id(), decision.outcome());
        }
        decision.after().ifPresent(after -> {
            states.put(request.command().stream(), after);
            written.put(request.command().stream(), request.partition());
        });
        reply(request, decision.outcome());
    }

    List<Appended> events() {
        return events;
    }

    /** A command that failed and was decided again is here once, as it was decided last. */
    List<DecidedCommand> decided() {
        return List.copyOf(decided.values());
    }

    List<ParkedRecord> parked() {
        return parked;
    }

    /** The streams that changed, with a snapshot of those that have gone far enough since their last one. */
    List<StreamWrite> streamWrites(SnapshotPolicy snapshots) {
        List<StreamWrite> writes = new ArrayList<>(written.size());
        written.forEach((stream, partition) -> {
            StreamState<?> state = Objects.requireNonNull(states.get(stream));
            Optional<StreamRow.Snapshot> snapshot = snapshots.due(state);
            snapshot.ifPresent(stored -> states.put(stream, state.snapshotted()));
            writes.add(new StreamWrite(stream.toString(), partition, new StreamRow(state.version(), snapshot)));
        });
        return writes;
    }

    Map<Integer, PartitionProgress> progress() {
        return parkedStreams.finished() ? batch.progress(heads) : unmoved();
    }

    private Map<Integer, PartitionProgress> unmoved() {
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        claimed.forEach((partition, before) -> progress.put(
                partition,
                new PartitionProgress(
                        before.nextOffset(), before.leaderEpoch(), heads.getOrDefault(partition, before.head()))));
        return progress;
    }

    CommittedBatch committed() {
        return new CommittedBatch(
                events, replies, states, progress(), parkedStreams.difference(), parkedStreams.finished());
    }
}
