package io.spanwire.projections.reaction;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.projections.decide.OutgoingCommands;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.lane.CommitListener;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

    /** How long the clock may stand differently before that is noticed, and an order of an operator waits. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final long CLOSE_SECONDS = 20;

    private final OwnedPartitions partitions;
    private final Reactions reactions;
    private final DueTimers timers;
    private final CommandSender sender;
    private final Supplier<PipelinedConnection> connect;
    private final Thread thread;
    private Optional<ReactionTables> tables = Optional.empty();
    private volatile boolean open = true;
    private volatile boolean failing;

    private FollowUps(
            OwnedPartitions partitions,
            Reactions reactions,
            DueTimers timers,
            CommandSender sender,
            Supplier<PipelinedConnection> connect) {
        this.partitions = partitions;
        this.reactions = reactions;
        this.timers = timers;
        this.sender = sender;
        this.connect = connect;
        this.thread = new Thread(this::run, "spanwire-reactions");
    }

    /**
     * Starts the thread, which waits for partitions.
     *
     * @param domainsHash identifies this worker's domains
     * @param connect opens a connection to the database
     * @param publisher connects to Kafka
     * @param clock tells when timers are due
     */
    public static FollowUps start(
            Domains domains,
            Partitioning partitioning,
            String domainsHash,
            Supplier<PipelinedConnection> connect,
            Supplier<CommandPublisher> publisher,
            Clock clock,
            MeterRegistry registry) {
        OwnedPartitions partitions = new OwnedPartitions(!domains.reactions().isEmpty());
        ReactionMetrics metrics = new ReactionMetrics(registry, domains.reactions());
        CommandSender sender = new CommandSender(publisher);
        ReactionPlan plan = new ReactionPlan(new OutgoingCommands(domains), clock);
        Reactions reactions = new Reactions(domains, partitioning, domainsHash, partitions, plan, sender, metrics);
        DueTimers timers = new DueTimers(partitions, sender, clock, metrics);
        FollowUps started = new FollowUps(partitions, reactions, timers, sender, connect);
        started.thread.start();
        return started;
    }

    /** How long Kafka may take to acknowledge a command. */
    public static Duration delivery() {
        return CommandSender.DELIVERY;
    }

    /** A listener for one lane. */
    public CommitListener listener() {
        return partitions.listener();
    }

    /** Whether the last step failed: the database or Kafka does not answer. */
    public boolean isFailing() {
        return failing || !thread.isAlive();
    }

    /** Finishes the current step, then stops. Blocking. */
    @Override
    public void close() {
        open = false;
        partitions.signal();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }

    private void run() {
        prepare();
        int failures = 0;
        while (open) {
            try {
                boolean isBusy = step();
                failures = 0;
                failing = false;
                if (!isBusy) {
                    await(pause());
                }
            } catch (RuntimeException failed) {
                failing = true;
                LOG.warn("reactions and timers interrupted, trying again reason={}", failed.toString(), failed);
                closeTables();
                partitions.joinAgain();
                pauseAfter(failures++);
            }
        }
        storeAtEnd();
        closeTables();
    }

    private void prepare() {
        try {
            reactions.prepare();
        } catch (RuntimeException broken) {
            LOG.error("the schemas of commands cannot be generated, so reactions cannot send any", broken);
        }
    }

    private void storeAtEnd() {
        try {
            tables.ifPresent(reactions::store);
        } catch (RuntimeException unavailable) {
            LOG.debug("positions not stored, events without an effect are looked at again", unavailable);
        }
    }

    /** Does what there is to do; false if there was nothing. */
    private boolean step() {
        Set<Integer> joined = partitions.takeJoined();
        if (joined.isEmpty() && partitions.all().isEmpty()) {
            return false;
        }
        ReactionTables current = tables.orElseGet(() -> new ReactionTables(connect.get()));
        tables = Optional.of(current);
        reactions.retain(partitions.all());
        if (!joined.isEmpty()) {
            timers.refresh(current);
            if (reactions.areDeclared()) {
                reactions.join(current, joined);
            }
        }
        boolean isBusy = timers.sendDue(current);
        if (reactions.areDeclared()) {
            isBusy |= reactions.runNext(current);
            if (!isBusy) {
                reactions.rest(current);
            }
            if (!isBusy && reactions.areParked()) {
                reactions.carryOutOrders(current);
            }
        }
        return isBusy;
    }

    /** A clock that jumps, and an order, are noticed by looking: only while there is a reason to look. */
    private Duration pause() {
        Duration next = timers.untilNext();
        if (next.isNegative()) {
            return Duration.ZERO;
        }
        return next.compareTo(LOOK) < 0 ? next.plusMillis(1) : LOOK;
    }

    private void await(Duration most) {
        try {
            partitions.await(most);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    private void pauseAfter(int failures) {
        try {
            TimeUnit.MILLISECONDS.sleep(BACKOFF.pause(failures).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    private void closeTables() {
        tables.ifPresent(ReactionTables::close);
        tables = Optional.empty();
    }
}
