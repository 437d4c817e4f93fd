package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.journal.TimerRow;
import io.spanwire.projections.lane.ParkedReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reactions of this process's partitions: how far each is, and the next step of each. One thread.
 */
final class Reactions {
    private static final Logger LOG = LoggerFactory.getLogger(Reactions.class);
    private static final int COMMANDS = 1_000;

    /** So many events without an effect may be looked at again after a crash. */
    private static final long STORE_EVERY = 500;

    private static final long LOOK_NANOS = 900_000_000L;
    private static final long REST_NANOS = 5_000_000_000L;

    private final String domainsHash;
    private final OwnedPartitions partitions;
    private final ReactionPlan plan;
    private final CommandSender sender;
    private final ReactionMetrics metrics;
    private final ReactionPages pages;
    private final ReactionTimers timers;
    private final ParkedReactions parked;

    private long looked = System.nanoTime() - LOOK_NANOS;
    private long rested = System.nanoTime();

    /** By partition, then by the name of the reaction. */
    private final Map<Integer, Map<String, ReactionCursor>> cursors = new TreeMap<>();

    Reactions(
            Domains domains,
            Partitioning partitioning,
            String domainsHash,
            OwnedPartitions partitions,
            NextTimer next,
            ReactionPlan plan,
            CommandSender sender,
            ReactionMetrics metrics) {
        this.domainsHash = domainsHash;
        this.partitions = partitions;
        this.plan = plan;
        this.sender = sender;
        this.metrics = metrics;
        this.pages = new ReactionPages(domains, partitions);
        this.timers = new ReactionTimers(partitioning, next);
        this.parked = new ParkedReactions(domainsHash, pages, plan, sender, timers, metrics);
    }

    /** Does now what the first effect would have to wait for. */
    void prepare() {
        if (areDeclared()) {
            plan.prepare();
        }
    }

    /** Whether there is any reaction. */
    boolean areDeclared() {
        return !pages.reactions().isEmpty();
    }

    /** Reads how far the reactions are in partitions, and what waits there; ends what other domains have left waiting. */
    void join(ReactionTables tables, Collection<Integer> joined) {
        Map<String, Reaction> byName = new HashMap<>();
        pages.reactions().forEach(reaction -> byName.put(reaction.name(), reaction));
        for (int partition : joined) {
            cursors.put(partition, new TreeMap<>());
        }
        for (ReactionTables.Position each : tables.positions(byName.keySet(), joined)) {
            Reaction reaction = byName.get(each.reaction());
            if (reaction != null) {
                required(each.partition())
                        .put(each.reaction(), new ReactionCursor(reaction, each.partition(), each.position()));
            }
        }
        readParked(tables, joined);
    }

    private void readParked(ReactionTables tables, Collection<Integer> read) {
        for (int partition : read) {
            required(partition).values().forEach(cursor -> cursor.parked.clear());
        }
        for (ParkedEvents events : tables.parked(read)) {
            Optional<ReactionCursor> cursor =
                    Optional.ofNullable(required(events.partition()).get(events.reaction()));
            cursor.ifPresent(known -> known.parked.put(events.stream(), events));
        }
    }

    private Map<String, ReactionCursor> required(int partition) {
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
        for (Map<String, ReactionCursor> ofPartition : cursors.values()) {
            for (ReactionCursor cursor : ofPartition.values()) {
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

    private void run(ReactionTables tables, ReactionCursor cursor, long head) {
        ReactionPages.Page page = pages.next(tables, cursor, head);
        ReactionEffects effects = new ReactionEffects();
        long end = page.end();
        for (ReactionPages.Candidate candidate : page.events()) {
            take(cursor, candidate, effects);
            if (effects.commands.size() >= COMMANDS) {
                end = candidate.position();
                break;
            }
        }
        sender.send(effects.commands);
        metrics.sent(cursor.reaction.name(), effects.commands.size());
        if (!effects.areNone() || end - cursor.stored >= STORE_EVERY) {
            List<TimerRow> rows = timers.rows(tables, effects.timers);
            tables.advance(
                    cursor.storedPosition(),
                    end,
                    new ReactionTables.Progress(List.copyOf(effects.parked.values()), rows));
            cursor.stored = end;
            effects.parked.forEach((stream, row) -> cursor.parked.merge(stream, row.events(), ParkedEvents::with));
            timers.written(rows);
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
        List<ReactionCursor> ahead = cursors.values().stream()
                .flatMap(each -> each.values().stream())
                .filter(cursor -> cursor.position > cursor.stored)
                .toList();
        if (!ahead.isEmpty()) {
            tables.moveOn(
                    ahead.stream().map(ReactionCursor::storedPosition).toList(),
                    ahead.stream().map(each -> each.position).toList());
            ahead.forEach(each -> each.stored = each.position);
        }
    }

    private void take(ReactionCursor cursor, ReactionPages.Candidate candidate, ReactionEffects effects) {
        StreamId stream = candidate.stream();
        if (cursor.parked.containsKey(stream) || effects.parked.containsKey(stream)) {
            effects.park(parkedEvent(cursor, candidate), ParkedReason.of(""));
            return;
        }
        try {
            effects.add(plan.plan(cursor.reaction, candidate.event()));
        } catch (ReactionPlan.Failed failed) {
            LOG.warn(
                    "reaction parked reaction={} stream={} version={}",
                    cursor.reaction.name(),
                    stream,
                    candidate.version());
            metrics.failed(cursor.reaction.name());
            effects.park(parkedEvent(cursor, candidate), ParkedReason.of(failed.reason()));
        }
    }

    private ParkedEvents parkedEvent(ReactionCursor cursor, ReactionPages.Candidate candidate) {
        return new ParkedEvents(
                cursor.reaction.name(),
                candidate.stream(),
                cursor.partition,
                candidate.version(),
                candidate.version(),
                1,
                domainsHash,
                Optional.empty());
    }

    /** Does what operators have ordered, and tries again what failed with other domains. Looks once a second. */
    void carryOutOrders(ReactionTables tables) {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        readParked(tables, cursors.keySet());
        for (Map<String, ReactionCursor> ofPartition : cursors.values()) {
            for (ReactionCursor cursor : ofPartition.values()) {
                parked.carryOut(tables, cursor);
            }
        }
        measure();
    }

    private void measure() {
        for (Reaction reaction : pages.reactions()) {
            long lag = 0;
            long parked = 0;
            for (Map<String, ReactionCursor> ofPartition : cursors.values()) {
                @Nullable ReactionCursor cursor = ofPartition.get(reaction.name());
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
