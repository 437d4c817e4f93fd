package io.spanwire.projections.lane;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.Decided;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.Changes.Appended;
import io.spanwire.projections.journal.Changes.ParkedRecord;
import io.spanwire.projections.journal.Changes.StreamWrite;
import io.spanwire.projections.journal.Progress;
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
final class Work {
    private final Map<Integer, Long> heads = new HashMap<>();
    private final Batch batch;
    private final Map<Integer, Progress> claimed;
    private final List<Item.Request> requests;
    private final ParkedStreams parkedStreams;
    private final Map<UUID, Outcome> outcomes;
    private final Map<StreamId, StreamState<?>> states = new LinkedHashMap<>();
    private final Map<StreamId, Integer> written = new LinkedHashMap<>();
    private final List<Decided> decided = new ArrayList<>();
    private final List<Appended> events = new ArrayList<>();
    private final List<ParkedRecord> parked = new ArrayList<>();
    private final List<Committed.Reply> replies = new ArrayList<>();

    /**
     * Nothing is decided yet.
     *
     * @param batch the part of the command log it is about
     * @param requests what is to be decided, in order
     */
    Work(
            Batch batch,
            List<Item.Request> requests,
            Map<Integer, Progress> claimed,
            Map<UUID, Outcome> known,
            ParkedStreams parkedStreams) {
        claimed.forEach((partition, progress) -> heads.put(partition, progress.head()));
        this.batch = batch;
        this.claimed = claimed;
        this.requests = requests;
        this.parkedStreams = parkedStreams;
        this.outcomes = new HashMap<>(known);
    }

    List<Item.Request> requests() {
        return requests;
    }

    ParkedStreams parkedStreams() {
        return parkedStreams;
    }

    /** The outcome this id already has, from before or from this batch. */
    Optional<Outcome> known(Command command) {
        return Optional.ofNullable(outcomes.get(command.id()));
    }

    Optional<StreamState<?>> state(StreamId stream) {
        return Optional.ofNullable(states.get(stream));
    }

    void state(StreamId stream, StreamState<?> state) {
        states.put(stream, state);
    }

    /** Someone waits for this outcome. */
    void reply(Item.Request request, Outcome outcome) {
        request.replyTo().ifPresent(partition -> replies.add(new Committed.Reply(outcome, partition)));
    }

    void park(Item.Poison poison) {
        parked.add(
                new ParkedRecord(poison.partition(), poison.offset(), poison.key(), poison.value(), poison.reason()));
    }

    /** The decision's events with the positions they would get now. */
    List<Appended> place(Item.Request request, Decided decision) {
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
    void take(Item.Request request, Decided decision, List<Appended> placed) {
        events.addAll(placed);
        heads.merge(request.partition(), (long) placed.size(), Long::sum);
        decided.add(decision);
        outcomes.put(request.command().id(), decision.outcome());
        decision.after().ifPresent(after -> {
            states.put(request.command().stream(), after);
            written.put(request.command().stream(), request.partition());
        });
        reply(request, decision.outcome());
    }

    List<Appended> events() {
        return events;
    }

    List<Decided> decided() {
        return decided;
    }

    List<ParkedRecord> parked() {
        return parked;
    }

    /** The streams that changed, with a snapshot of those that have gone far enough since their last one. */
    List<StreamWrite> streamWrites(Snapshots snapshots) {
        List<StreamWrite> writes = new ArrayList<>(written.size());
        written.forEach((stream, partition) -> {
            StreamState<?> state = Objects.requireNonNull(states.get(stream));
            Optional<StreamRow.Snapshot> snapshot = snapshots.due(state);
            snapshot.ifPresent(stored -> states.put(stream, state.snapshotted()));
            writes.add(new StreamWrite(stream.toString(), partition, new StreamRow(state.version(), snapshot)));
        });
        return writes;
    }

    Map<Integer, Progress> progress() {
        return parkedStreams.finished() ? batch.progress(heads) : unmoved();
    }

    private Map<Integer, Progress> unmoved() {
        Map<Integer, Progress> progress = new HashMap<>();
        claimed.forEach((partition, before) -> progress.put(
                partition,
                new Progress(before.nextOffset(), before.leaderEpoch(), heads.getOrDefault(partition, before.head()))));
        return progress;
    }

    Committed committed() {
        return new Committed(events, replies, states, progress(), parkedStreams.difference(), parkedStreams.finished());
    }
}
