package io.spanwire.projections.reaction;

import io.spanwire.projections.journal.TimerRow;
import io.spanwire.projections.lane.ParkedReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what operators have ordered about parked events, and tries again what failed with other domains. One thread. */
final class ParkedReactions {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedReactions.class);

    private final String domainsHash;
    private final ReactionPages pages;
    private final ReactionPlan plan;
    private final CommandSender sender;
    private final ReactionTimers timers;
    private final ReactionMetrics metrics;

    ParkedReactions(
            String domainsHash,
            ReactionPages pages,
            ReactionPlan plan,
            CommandSender sender,
            ReactionTimers timers,
            ReactionMetrics metrics) {
        this.domainsHash = domainsHash;
        this.pages = pages;
        this.plan = plan;
        this.sender = sender;
        this.timers = timers;
        this.metrics = metrics;
    }

    /** Carries out the orders about what waits in one partition for one reaction. */
    void carryOut(ReactionTables tables, ReactionCursor cursor) {
        for (ParkedEvents events : List.copyOf(cursor.parked.values())) {
            order(events).ifPresent(order -> carryOut(tables, cursor, events, order));
        }
    }

    private Optional<ParkedEvents.Order> order(ParkedEvents events) {
        boolean isOther = !events.domains().equals(domainsHash);
        return events.order().or(() -> isOther ? Optional.of(ParkedEvents.Order.RETRY) : Optional.empty());
    }

    private void carryOut(ReactionTables tables, ReactionCursor cursor, ParkedEvents events, ParkedEvents.Order order) {
        LOG.info(
                "parked events of a reaction order={} reaction={} stream={}",
                order,
                events.reaction(),
                events.stream());
        ReactionEffects effects = new ReactionEffects();
        Optional<ReactionTables.ParkedRow> again =
                order == ParkedEvents.Order.DROP_ALL ? Optional.empty() : react(tables, cursor, events, order, effects);
        List<TimerRow> rows = timers.rows(tables, effects.timers);
        if (again.isPresent()) {
            tables.parkAgain(events, again.get(), rows);
            cursor.parked.put(events.stream(), again.get().events());
        } else {
            tables.unpark(events, rows);
            cursor.parked.remove(events.stream());
        }
        timers.written(rows);
    }

    /** Lets the reaction take what waits, but the first event if that is dropped; returns what must wait again. */
    private Optional<ReactionTables.ParkedRow> react(
            ReactionTables tables,
            ReactionCursor cursor,
            ParkedEvents events,
            ParkedEvents.Order order,
            ReactionEffects effects) {
        boolean isDropped = order == ParkedEvents.Order.DROP;
        long next = isDropped ? events.version() + 1 : events.version();
        long done = isDropped ? 1 : 0;
        while (next <= events.last()) {
            Map<Long, String> texts = tables.eventsFrom(events.stream(), next, ReactionPages.EVENTS);
            if (texts.isEmpty()) {
                break;
            }
            for (Map.Entry<Long, String> each : texts.entrySet()) {
                next = each.getKey() + 1;
                if (each.getKey() > events.last() || !pages.takes(cursor.reaction, each.getValue())) {
                    continue;
                }
                try {
                    effects.add(plan.plan(cursor.reaction, () -> pages.read(events.stream(), each.getValue())));
                    done++;
                } catch (ReactionPlan.Failed failed) {
                    metrics.failed(events.reaction());
                    send(effects);
                    return Optional.of(again(events, each.getKey(), events.waiting() - done, failed.reason()));
                }
            }
            send(effects); // before the next page: their number is bounded
        }
        return Optional.empty();
    }

    private void send(ReactionEffects effects) {
        sender.send(effects.commands);
        effects.commands.clear();
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
}
