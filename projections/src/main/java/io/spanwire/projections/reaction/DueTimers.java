package io.spanwire.projections.reaction;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.follower.OwnedPartitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The timers of this process's partitions: when the next one is due, by this process's clock, and the sending of those that
 * are. While none is due, the database is not asked. A timer is deleted when its command is acknowledged; one that is sent
 * again, because its worker died between both, has the same command id. One thread.
 */
final class DueTimers {
    private static final int PAGE = 500;
    private static final Duration COUNT_EVERY = Duration.ofMinutes(1);

    private final OwnedPartitions partitions;
    private final NextTimer next;
    private final CommandSender sender;
    private final Clock clock;
    private final ReactionMetrics metrics;
    private boolean countIsOld;
    private Instant counted = Instant.EPOCH;

    DueTimers(OwnedPartitions partitions, NextTimer next, CommandSender sender, Clock clock, ReactionMetrics metrics) {
        this.partitions = partitions;
        this.next = next;
        this.sender = sender;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Asks the database when the next timer is due, because partitions have come. */
    void refresh(ReactionTables tables) {
        next.forget();
        tables.earliest(partitions.all()).ifPresent(next::isAt);
        countIsOld = true;
    }

    /** How long nothing is due. */
    Duration untilNext() {
        Instant due = next.due();
        return due.equals(Instant.MAX) ? Duration.ofDays(1) : Duration.between(clock.instant(), due);
    }

    boolean isDue() {
        return !next.due().isAfter(clock.instant());
    }

    /** Sends a page of the timers that are due; false if none is. */
    boolean sendDue(ReactionTables tables) {
        if (!isDue()) {
            count(tables);
            return false;
        }
        Set<Integer> owned = partitions.all();
        List<ReactionTables.Due> due = tables.due(owned, clock.instant(), PAGE);
        if (due.isEmpty()) {
            refresh(tables);
            return false;
        }
        sender.send(due.stream().map(this::command).toList());
        tables.delete(due);
        Instant now = clock.instant();
        due.forEach(each -> metrics.timerSent(Duration.between(each.due(), now)));
        countIsOld = true;
        return true;
    }

    private Command command(ReactionTables.Due due) {
        String type = StreamId.parse(due.stream()).type();
        Caller caller = due.owner().isEmpty()
                ? Caller.of(Caller.TIMER + type, type)
                : Caller.of(Caller.REACTION + due.owner(), due.owner());
        return new Command(
                due.id(),
                due.target(),
                due.command(),
                due.data(),
                caller,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                OptionalLong.empty(),
                due.cause());
    }

    /** Counts the waiting timers for the metric, at most once a minute and only when there may be others. */
    private void count(ReactionTables tables) {
        Instant now = clock.instant();
        boolean due = Duration.between(counted, now).abs().compareTo(COUNT_EVERY) >= 0;
        if (countIsOld && due) {
            metrics.timersWaiting(tables.count(partitions.all()));
            counted = now;
            countIsOld = false;
        }
    }
}
