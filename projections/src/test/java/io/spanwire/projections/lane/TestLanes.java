package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.TopicLookup;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.relay.Relay;
import io.spanwire.projections.relay.TopicTail;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A factory of real lanes over simulated ports.
 *
 * @param cachePartitioning the partitioning that the lanes' caches use; a mutation makes it wrong
 * @param maxPollGap how long a lane may decide what it polled before it polls again
 * @param reportInterval the time between two reports of a lane's offsets to Kafka
 */
public record TestLanes(
        Domains domains,
        Partitioning partitioning,
        Partitioning cachePartitioning,
        int maxStreams,
        int snapshotEvery,
        int maxWaiting,
        int parkedPage,
        Duration maxPollGap,
        Duration reportInterval,
        LaneMetrics metrics) {

    /** The maximum number of commands in a batch from memory. */
    private static final int MAX_COMMANDS = 6;

    /**
     * What a lane needs of its simulated process to take commands from memory.
     *
     * @param inboxes of the process
     * @param waitFor waits until this holds, or for a simulated timeout
     * @param wakesUp whether a lane that waits for commands must not wait any longer
     * @param altered alters commands as they are handed over; a mutation makes it wrong
     * @param end looks up the end of a partition of the command log
     * @param nanoTime the simulated time
     */
    public record SimulatedHandover(
            CommandInboxes inboxes,
            java.util.function.Consumer<BooleanSupplier> waitFor,
            BooleanSupplier wakesUp,
            UnaryOperator<Handover.AcknowledgedCommand> altered,
            IntUnaryOperator end,
            LongSupplier nanoTime) {}

    /** Starts a lane. It opens a new journal after each failure. */
    public Lane start(
            String name,
            Consumer<byte[], byte[]> consumer,
            Supplier<Journal> journals,
            Producer<byte[], byte[]> producer,
            TopicTail tail,
            Handover handover,
            SimulatedHandover commands) {
        Lane lane = new Lane(
                name,
                consumer,
                () -> resources(journals.get(), producer, tail, handover),
                partitioning,
                new SlowBatchPolicy(maxPollGap),
                new ParkedRetries(producer, partitioning, ""),
                () -> "",
                new OffsetReporter(consumer, reportInterval),
                (same, assignment) -> new CommandIntake(
                        same,
                        assignment,
                        partitioning,
                        commands.inboxes(),
                        new SimulatedInbox(commands),
                        partitions -> CompletableFuture.completedFuture(partitions.stream()
                                .collect(Collectors.toMap(
                                        partition -> partition,
                                        partition -> new TopicLookup.End(
                                                commands.end().applyAsInt(partition), PartitionProgress.UNKNOWN)))),
                        commands.nanoTime(),
                        MAX_COMMANDS),
                metrics,
                CommitListener.NONE);
        lane.start();
        return lane;
    }

    /** An inbox whose lane waits in simulated time. */
    private static final class SimulatedInbox implements CommandInbox {
        private static final int CAPACITY = 12;

        private final SimulatedHandover simulated;
        private final Deque<LogRecord.CommandRecord> queue = new ArrayDeque<>();

        SimulatedInbox(SimulatedHandover simulated) {
            this.simulated = simulated;
        }

        @Override
        public void add(LogRecord.CommandRecord command) {
            if (queue.size() < CAPACITY) {
                queue.add(altered(command));
            }
        }

        @Override
        public void await(Duration timeout) {
            if (queue.isEmpty() && !timeout.isZero()) {
                simulated
                        .waitFor()
                        .accept(() -> !queue.isEmpty() || simulated.wakesUp().getAsBoolean());
            }
        }

        @Override
        public Optional<LogRecord.CommandRecord> peek() {
            return Optional.ofNullable(queue.peek());
        }

        @Override
        public void remove() {
            queue.remove();
        }

        @Override
        public void clear() {
            queue.clear();
        }

        private LogRecord.CommandRecord altered(LogRecord.CommandRecord record) {
            Handover.AcknowledgedCommand altered = simulated
                    .altered()
                    .apply(new Handover.AcknowledgedCommand(
                            record.partition(),
                            record.offset(),
                            record.command(),
                            record.replyTo().orElseThrow()));
            return new LogRecord.CommandRecord(
                    altered.partition(), altered.offset(), altered.command(), OptionalInt.of(altered.replyTo()));
        }
    }

    private LaneResources resources(
            Journal journal, Producer<byte[], byte[]> producer, TopicTail tail, Handover handover) {
        StreamCache cache = new StreamCache(maxStreams, cachePartitioning);
        ClaimedPartitions claimed = new ClaimedPartitions();
        BatchTransaction transaction = new BatchTransaction(
                domains,
                journal,
                cache,
                claimed,
                new SnapshotPolicy(snapshotEvery),
                new ParkingLimits(maxWaiting, parkedPage),
                TestTransactions.decider(domains),
                "");
        return new LaneResources(
                journal, cache, claimed, transaction, new Relay(producer, tail, journal::eventsBetween, handover));
    }
}
