package io.spanwire.projections.reaction;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.decide.OutgoingCommands;
import io.spanwire.projections.follower.Follower;
import io.spanwire.projections.follower.FollowerThread;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.lane.CommitListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The thread that runs the reactions and timers of this process's partitions.
 *
 * <h2>Nothing is lost, and nothing happens twice</h2>
 *
 * A reaction's place in a partition is stored. A step takes the events behind it, sends their commands to the command log
 * and, only when all in-sync replicas have them, stores the new place, if the old one is still stored: a worker that has
 * lost the partition without knowing cannot move it. So a worker that dies in between, or two that do the same step, may
 * send a command twice, never not at all. The second arrives with the same id, since that is made of the reaction and the
 * event, and a lane decides a command id once. The timers and parked streams of a step are stored in one transaction with
 * the place.
 *
 * <p>A timer is stored in the transaction that asks for it, and deleted when its command is acknowledged.
 *
 * <p>What a lane commits arrives from memory; while nothing is committed and nothing is due, neither the database nor Kafka
 * is asked. Failures of either are retried forever, with backoff.
 */
public final class FollowUps implements AutoCloseable {
    private final FollowerThread thread;
    private final Follower follower;
    private final NextTimer nextTimer;
    private final CommandSender sender;

    private FollowUps(FollowerThread thread, Follower follower, NextTimer nextTimer, CommandSender sender) {
        this.thread = thread;
        this.follower = follower;
        this.nextTimer = nextTimer;
        this.sender = sender;
    }

    /**
     * Starts the thread, which waits for partitions.
     *
     * @param partitions with the data of their events, if there are reactions
     * @param domainsHash identifies this worker's domains
     * @param connect opens a connection to the database
     * @param publisher connects to Kafka
     * @param clock tells when timers are due
     */
    public static FollowUps start(
            Domains domains,
            Partitioning partitioning,
            OwnedPartitions partitions,
            String domainsHash,
            Supplier<PipelinedConnection> connect,
            Supplier<CommandPublisher> publisher,
            Clock clock,
            MeterRegistry registry) {
        Follower follower = partitions.follow();
        follower.wantEvents(!domains.reactions().isEmpty());
        NextTimer next = new NextTimer();
        ReactionMetrics metrics = new ReactionMetrics(registry, domains.reactions());
        CommandSender sender = new CommandSender(publisher);
        ReactionPlan plan = new ReactionPlan(new OutgoingCommands(domains), clock);
        Reactions reactions =
                new Reactions(domains, partitioning, domainsHash, partitions, next, plan, sender, metrics);
        DueTimers timers = new DueTimers(partitions, next, sender, clock, metrics);
        FollowUpSteps steps = new FollowUpSteps(partitions, follower, reactions, timers, connect);
        return new FollowUps(new FollowerThread("reactions", follower, steps).start(), follower, next, sender);
    }

    /** How long Kafka may take to acknowledge a command. */
    public static Duration delivery() {
        return CommandSender.DELIVERY;
    }

    /** A listener for lanes, which notes when the timers are due that they commit. */
    public CommitListener timerListener() {
        return new CommitListener() {
            @Override
            public void committed(List<Appended> events, Map<Integer, Instant> timers) {
                if (!timers.isEmpty()) {
                    timers.values().forEach(nextTimer::isAt);
                    follower.signal();
                }
            }
        };
    }

    /** Whether the last step failed: the database or Kafka does not answer. */
    public boolean isFailing() {
        return thread.isFailing();
    }

    /** Finishes the current step, then stops. Blocking. */
    @Override
    public void close() {
        thread.close();
        sender.close();
    }
}
