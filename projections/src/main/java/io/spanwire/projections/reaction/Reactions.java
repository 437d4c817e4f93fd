package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.TimerChange;
import io.spanwire.projections.journal.SubjectKeys;
import io.spanwire.projections.journal.TimerRow;
import io.spanwire.projections.journal.TimerSealer;
import io.spanwire.projections.lane.ParkedReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reactions of this process's partitions: how far each is, and the next step of each. Events come from memory when they
 * were committed just now, otherwise from the database. One thread.
 */
final class Reactions {
    private static final Logger LOG = LoggerFactory.getLogger(Reactions.class);
    private static final int EVENTS = 200;
    private static final int COMMANDS = 1_000;

    /** So many events without an effect may be looked at again after a crash. */
    private static final long STORE_EVERY = 500;

    private static final long LOOK_NANOS = 900_000_000L;
    private static final long REST_NANOS = 5_000_000_000L;

    private final Domains domains;
    private final Partitioning partitioning;
    private final String domainsHash;
    private final OwnedPartitions partitions;
    private final ReactionPlan plan;
    private final CommandSender sender;
    private final ReactionMetrics metrics;
    private final TimerSealer sealer = new TimerSealer();
    private final Map<Reaction, Set<String>> types = new LinkedHashMap<>();

    private long looked = System.nanoTime() - LOOK_NANOS;
    private long rested = System.nanoTime();

    /** By partition, then by the name of the reaction. */
    private final Map<Integer, Map<String, Cursor>> cursors = new TreeMap<>();

    Reactions(
            Domains domains,
            Partitioning partitioning,
            String domainsHash,
            OwnedPartitions partitions,
            ReactionPlan plan,
            CommandSender sender,
            ReactionMetrics metrics) {
        this.domains = domains;
        this.partitioning = partitioning;
        this.domainsHash = domainsHash;
        this.partitions = partitions;
        this.plan = plan;
        this.sender = sender;
        this.metrics = metrics;
        domains.reactions().forEach(reaction -> types.put(reaction, domains.eventTypes(reaction)));
    }

    /** One reaction in one partition. */
    private static final class Cursor {
        private final Reaction reaction;
        private final int partition;
        private final Map<StreamId, ParkedEvents> parked = new HashMap<>();
        private long stored;
        private long position;

        Cursor(Reaction reaction, int partition, long position) {
            this.reaction = reaction;
            this.partition = partition;
            this.stored = position;
            this.position = position;
        }
    }

    /** An event that a reaction may take. */
    private record Candidate(StreamId stream, long version, long position, Supplier<RecordedEvent<?>> event) {}

    /** The next events of a partition, of those that the reaction takes, and the position behind them. */
    private record Page(List<Candidate> events, long end) {}

    /** What was made of a page so far. */
    private static final class Made {
        private final List<Command> commands = new ArrayList<>();
        private final List<TimerChange> timers = new ArrayList<>();
        private final Map<StreamId, ReactionTables.ParkedRow> parked = new LinkedHashMap<>();
    }

    /** Does now what the first effect would have to wait for. */
    void prepare() {
        if (areDeclared()) {
            plan.prepare();
        }
    }

    /** Whether there is any reaction. */
    boolean areDeclared() {
        return !types.isEmpty();
    }

    /** Reads how far the reactions are in partitions, and what waits there; ends what other domains have left waiting. */
    void join(ReactionTables tables, Collection<Integer> joined) {
        Map<String, Reaction> byName = new HashMap<>();
        types.keySet().forEach(reaction -> byName.put(reaction.name(), reaction));
        for (int partition : joined) {
            cursors.put(partition, new TreeMap<>());
        }
        for (ReactionTables.Position each : tables.positions(byName.keySet(), joined)) {
            Reaction reaction = byName.get(each.reaction());
            if (reaction != null) {
                required(each.partition())
                        .put(each.reaction(), new Cursor(reaction, each.partition(), each.position()));
            }
        }
        readParked(tables, joined);
    }

    private void readParked(ReactionTables tables, Collection<Integer> read) {
        for (int partition : read) {
            required(partition).values().forEach(cursor -> cursor.parked.clear());
        }
        for (ParkedEvents events : tables.parked(read)) {
            Optional<Cursor> cursor =
                    Optional.ofNullable(required(events.partition()).get(events.reaction()));
            cursor.ifPresent(known -> known.parked.put(events.stream(), events));
        }
    }

    private Map<String, Cursor> required(int partition) {
        return cursors.computeIfAbsent(partition, first -> new TreeMap<>());
    }

    /** Forgets partitions that have left. */
    void retain(Set<Integer> owned) {
        cursors.keySet().retainAll(owned);
    }

    /** Whether something waits for an operator or for other domains. */
    boolean areParked() {
        return cursors.values().stream()
                .flatMap(each -> each.values().stream())
                .anyMatch(each -> !each.parked.isEmpty());
    }

    /** Lets each reaction take a page of events in each partition; false if there was none. */
    boolean runNext(ReactionTables tables) {
        boolean any = false;
        for (Map<String, Cursor> ofPartition : cursors.values()) {
            for (Cursor cursor : ofPartition.values()) {
                OptionalLong head = partitions.head(cursor.partition);
                if (head.isPresent() && cursor.position < head.getAsLong()) {
                    run(tables, cursor, head.getAsLong());
                    any = true;
                }
            }
        }
        measure();
        return any;
    }

    private void run(ReactionTables tables, Cursor cursor, long head) {
        Page page = page(tables, cursor, head);
        Made made = new Made();
        long end = page.end();
        for (Candidate candidate : page.events()) {
            take(cursor, candidate, made);
            if (made.commands.size() >= COMMANDS) {
                end = candidate.position();
                break;
            }
        }
        sender.send(made.commands);
        metrics.sent(cursor.reaction.name(), made.commands.size());
        boolean hasEffect = !made.commands.isEmpty() || !made.timers.isEmpty() || !made.parked.isEmpty();
        if (hasEffect || end - cursor.stored >= STORE_EVERY) {
            List<TimerRow> timers = rows(tables, made.timers);
            tables.advance(
                    new ReactionTables.Position(cursor.reaction.name(), cursor.partition, cursor.stored),
                    end,
                    new ReactionTables.Progress(List.copyOf(made.parked.values()), timers));
            cursor.stored = end;
            made.parked.forEach((stream, row) -> cursor.parked.merge(stream, row.events(), Reactions::together));
            noteTimers(timers);
        }
        cursor.position = end;
    }

    /** When there is nothing to do: stores, in one round trip and not often, where events without an effect have led. */
    void rest(ReactionTables tables) {
        if (System.nanoTime() - rested >= REST_NANOS) {
            rested = System.nanoTime();
            store(tables);
        }
    }

    /** Stores how far the reactions are. */
    void store(ReactionTables tables) {
        List<Cursor> ahead = cursors.values().stream()
                .flatMap(each -> each.values().stream())
                .filter(cursor -> cursor.position > cursor.stored)
                .toList();
        if (!ahead.isEmpty()) {
            tables.moveOn(
                    ahead.stream()
                            .map(each -> new ReactionTables.Position(each.reaction.name(), each.partition, each.stored))
                            .toList(),
                    ahead.stream().map(each -> each.position).toList());
            ahead.forEach(each -> each.stored = each.position);
        }
    }

    private Page page(ReactionTables tables, Cursor cursor, long head) {
        List<RecentEvents.Recent> recent = partitions.after(cursor.partition, cursor.position, EVENTS);
        if (!recent.isEmpty()) {
            List<Candidate> events = new ArrayList<>();
            for (RecentEvents.Recent each : recent) {
                RecordedEvent<?> event = each.recorded();
                if (cursor.reaction.takes(event.data().getClass())) {
                    events.add(new Candidate(event.stream(), event.version(), each.position(), () -> event));
                }
            }
            return new Page(events, recent.get(recent.size() - 1).position());
        }
        return stored(cursor, tables.eventsAfter(cursor.partition, cursor.position, head));
    }

    private Page stored(Cursor cursor, Map<StoredEvent, String> found) {
        Set<String> taken = types.getOrDefault(cursor.reaction, Set.of());
        List<Candidate> events = new ArrayList<>();
        long end = cursor.position;
        for (Map.Entry<StoredEvent, String> each : found.entrySet()) {
            StoredEvent event = each.getKey();
            end = event.position();
            if (taken.contains(EventJson.type(event))) {
                events.add(new Candidate(
                        event.stream(),
                        event.version(),
                        event.position(),
                        () -> read(event.stream(), each.getValue())));
            }
        }
        return new Page(events, end);
    }

    private RecordedEvent<?> read(StreamId stream, String text) {
        StreamType<?> type = domains.streamType(stream.type()).orElseThrow();
        return HistoryDeserializer.event(type, text);
    }

    private void take(Cursor cursor, Candidate candidate, Made made) {
        StreamId stream = candidate.stream();
        if (cursor.parked.containsKey(stream) || made.parked.containsKey(stream)) {
            park(cursor, candidate, "", made);
            return;
        }
        try {
            ReactionPlan.Planned planned = plan.plan(cursor.reaction, candidate.event());
            made.commands.addAll(planned.commands());
            made.timers.addAll(planned.timers());
        } catch (ReactionPlan.Failed failed) {
            LOG.warn(
                    "reaction parked reaction={} stream={} version={}",
                    cursor.reaction.name(),
                    stream,
                    candidate.version());
            metrics.failed(cursor.reaction.name());
            park(cursor, candidate, failed.reason(), made);
        }
    }

    private void park(Cursor cursor, Candidate candidate, String reason, Made made) {
        ParkedEvents one = new ParkedEvents(
                cursor.reaction.name(),
                candidate.stream(),
                cursor.partition,
                candidate.version(),
                candidate.version(),
                1,
                domainsHash,
                Optional.empty());
        made.parked.merge(
                candidate.stream(),
                new ReactionTables.ParkedRow(one, ParkedReason.of(reason)),
                (first, next) -> new ReactionTables.ParkedRow(together(first.events(), next.events()), first.reason()));
    }

    private static ParkedEvents together(ParkedEvents first, ParkedEvents next) {
        return new ParkedEvents(
                first.reaction(),
                first.stream(),
                first.partition(),
                first.version(),
                next.last(),
                first.waiting() + next.waiting(),
                first.domains(),
                first.order());
    }

    /** Does what operators have ordered, and tries again what failed with other domains. Looks once a second. */
    void carryOutOrders(ReactionTables tables) {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        readParked(tables, cursors.keySet());
        for (Map<String, Cursor> ofPartition : cursors.values()) {
            for (Cursor cursor : ofPartition.values()) {
                for (ParkedEvents events : List.copyOf(cursor.parked.values())) {
                    order(events).ifPresent(order -> carryOut(tables, cursor, events, order));
                }
            }
        }
        measure();
    }

    private Optional<ParkedEvents.Order> order(ParkedEvents events) {
        boolean isOther = !events.domains().equals(domainsHash);
        return events.order().or(() -> isOther ? Optional.of(ParkedEvents.Order.RETRY) : Optional.empty());
    }

    private void carryOut(ReactionTables tables, Cursor cursor, ParkedEvents events, ParkedEvents.Order order) {
        LOG.info(
                "parked events of a reaction order={} reaction={} stream={}",
                order,
                events.reaction(),
                events.stream());
        Made made = new Made();
        long next = order == ParkedEvents.Order.RETRY ? events.version() : events.version() + 1;
        long done = order == ParkedEvents.Order.RETRY ? 0 : 1;
        Optional<ReactionTables.ParkedRow> again = Optional.empty();
        boolean more = order != ParkedEvents.Order.DROP_ALL;
        while (more && again.isEmpty() && next <= events.last()) {
            Map<Long, String> texts = tables.eventsFrom(events.stream(), next, EVENTS);
            more = !texts.isEmpty();
            for (Map.Entry<Long, String> each : texts.entrySet()) {
                next = each.getKey() + 1;
                if (again.isPresent() || each.getKey() > events.last() || !takes(cursor.reaction, each.getValue())) {
                    continue;
                }
                try {
                    ReactionPlan.Planned planned =
                            plan.plan(cursor.reaction, () -> read(events.stream(), each.getValue()));
                    made.commands.addAll(planned.commands());
                    made.timers.addAll(planned.timers());
                    done++;
                } catch (ReactionPlan.Failed failed) {
                    metrics.failed(events.reaction());
                    again = Optional.of(again(events, each.getKey(), events.waiting() - done, failed.reason()));
                }
            }
            sender.send(made.commands); // before the next page: their number is bounded
            made.commands.clear();
        }
        List<TimerRow> timers = rows(tables, made.timers);
        if (again.isPresent()) {
            tables.parkAgain(events, again.get(), timers);
            cursor.parked.put(events.stream(), again.get().events());
        } else {
            tables.unpark(events, timers);
            cursor.parked.remove(events.stream());
        }
        noteTimers(timers);
    }

    private ReactionTables.ParkedRow again(ParkedEvents events, long version, long waiting, String reason) {
        ParkedEvents rest = new ParkedEvents(
                events.reaction(),
                events.stream(),
                events.partition(),
                version,
                events.last(),
                Math.max(1, waiting),
                domainsHash,
                Optional.empty());
        return new ReactionTables.ParkedRow(rest, ParkedReason.of(reason));
    }

    private boolean takes(Reaction reaction, String text) {
        return types.getOrDefault(reaction, Set.of())
                .contains(EventJson.read(text).envelope().type());
    }

    private List<TimerRow> rows(ReactionTables tables, List<TimerChange> timers) {
        return sealer.seal(
                timers,
                change -> partitioning.of(change.stream()),
                subjects -> SubjectKeys.of(tables.connection(), subjects));
    }

    private void noteTimers(List<TimerRow> timers) {
        timers.forEach(row -> row.pending().ifPresent(pending -> partitions.timerAt(pending.due())));
    }

    private void measure() {
        for (Reaction reaction : types.keySet()) {
            long lag = 0;
            long parked = 0;
            for (Map<String, Cursor> ofPartition : cursors.values()) {
                @Nullable Cursor cursor = ofPartition.get(reaction.name());
                if (cursor != null) {
                    lag += Math.max(0, partitions.head(cursor.partition).orElse(cursor.position) - cursor.position);
                    parked += cursor.parked.size();
                }
            }
            metrics.lag(reaction.name(), lag);
            metrics.parked(reaction.name(), parked);
        }
    }
}
