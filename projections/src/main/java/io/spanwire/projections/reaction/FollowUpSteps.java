package io.spanwire.projections.reaction;

import io.spanwire.projections.follower.Follower;
import io.spanwire.projections.follower.FollowerThread;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.journal.PipelinedConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of reactions and timers: first the timers that are due, then a page of events for each reaction. One thread. */
final class FollowUpSteps implements FollowerThread.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUpSteps.class);

    /** How long the clock may stand differently before that is noticed, and an order of an operator waits. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final OwnedPartitions partitions;
    private final Follower follower;
    private final Reactions reactions;
    private final DueTimers timers;
    private final Supplier<PipelinedConnection> connect;
    private Optional<ReactionTables> tables = Optional.empty();
    private boolean joinsAll;

    FollowUpSteps(
            OwnedPartitions partitions,
            Follower follower,
            Reactions reactions,
            DueTimers timers,
            Supplier<PipelinedConnection> connect) {
        this.partitions = partitions;
        this.follower = follower;
        this.reactions = reactions;
        this.timers = timers;
        this.connect = connect;
    }

    @Override
    public void prepare() {
        try {
            reactions.prepare();
        } catch (RuntimeException broken) {
            LOG.error("the schemas of commands cannot be generated, so reactions cannot send any", broken);
        }
    }

    @Override
    public boolean step() {
        Set<Integer> joined = follower.takeJoined();
        Set<Integer> owned = partitions.all();
        if (owned.isEmpty()) {
            return false;
        }
        ReactionTables current = tables.orElseGet(() -> new ReactionTables(connect.get()));
        tables = Optional.of(current);
        reactions.retain(owned);
        joined.retainAll(owned);
        join(current, joinsAll ? owned : joined);
        joinsAll = false;
        boolean isBusy = timers.sendDue(current);
        return reactions.areDeclared() ? react(current, isBusy) : isBusy;
    }

    private void join(ReactionTables current, Set<Integer> joined) {
        if (!joined.isEmpty()) {
            timers.refresh(current);
            if (reactions.areDeclared()) {
                reactions.join(current, joined);
            }
        }
    }

    private boolean react(ReactionTables current, boolean hasSentTimers) {
        boolean isBusy = reactions.runNext(current) || hasSentTimers;
        if (!isBusy) {
            reactions.rest(current);
            if (reactions.areParked()) {
                reactions.carryOutOrders(current);
            }
        }
        return isBusy;
    }

    /** A clock that jumps, and an order, are noticed by looking: only while there is a reason to look. */
    @Override
    public Duration pause() {
        Duration next = timers.untilNext();
        if (next.isNegative()) {
            return Duration.ZERO;
        }
        return next.compareTo(LOOK) < 0 ? next.plusMillis(1) : LOOK;
    }

    @Override
    public void forget() {
        joinsAll = true;
        closeTables();
    }

    @Override
    public void finish() {
        try {
            tables.ifPresent(reactions::store);
        } catch (RuntimeException unavailable) {
            LOG.debug("positions not stored, events without an effect are looked at again", unavailable);
        }
        closeTables();
    }

    private void closeTables() {
        tables.ifPresent(ReactionTables::close);
        tables = Optional.empty();
    }
}
