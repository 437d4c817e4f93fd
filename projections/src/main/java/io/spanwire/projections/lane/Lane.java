package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that decides the commands of its partitions, in offset order, one batch and one transaction at a time.
 *
 * <h2>The loop</h2>
 *
 * Take the commands that have arrived ({@link CommandIntake}); decide and commit them ({@link BatchTransaction}); hand
 * events and outcomes to the relay, which sends them while the next batch is decided. PostgreSQL, not Kafka, stores a partition's next offset: the lane joins a
 * newly assigned partition by reading that offset and seeking to it, and joins all its partitions again after any
 * failure. So a commit whose fate is unknown is looked up, never repeated, and of two workers that both believe they
 * own a partition only one can commit.
 *
 * <p>Failures of PostgreSQL or Kafka are retried forever, with backoff, and the lane stays in its consumer group;
 * nothing is skipped. A lane has its own thread; {@link #close} waits until the current batch is committed and relayed.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration POLL_AT_START = Duration.ofMillis(50);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final String name;
    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<LaneResources> openResources;
    private final SlowBatchPolicy slowBatches;
    private final ParkedRetries retries;
    private final OffsetReporter offsets;
    private final LaneMetrics metrics;
    private final CommitListener listener;
    private final PartitionAssignment assignment;
    private final CommandIntake intake;
    private final CommandLogValidator commandLog;
    private final LaneHealth health = new LaneHealth();
    private final Thread thread;
    private Optional<LaneResources> resources = Optional.empty();
    private volatile boolean open = true;

    /**
     * A lane that is not started.
     *
     * @param consumer the lane's member of the consumer group; the lane closes it
     * @param openResources opens a database connection and what depends on it; the lane closes each
     * @param offsets reports through the same consumer
     */
    Lane(
            String name,
            Consumer<byte[], byte[]> consumer,
            Supplier<LaneResources> openResources,
            Partitioning partitioning,
            SlowBatchPolicy slowBatches,
            ParkedRetries retries,
            CommandTopicId topicId,
            OffsetReporter offsets,
            CommandIntake.Factory intakes,
            LaneMetrics metrics,
            CommitListener listener) {
        this.name = name;
        this.consumer = consumer;
        this.openResources = openResources;
        this.slowBatches = slowBatches;
        this.retries = retries;
        this.offsets = offsets;
        this.metrics = metrics;
        this.listener = listener;
        this.assignment = new PartitionAssignment(consumer, partitioning.partitions());
        this.intake = intakes.create(consumer, assignment);
        this.commandLog = new CommandLogValidator(consumer, partitioning, offsets, topicId);
        this.thread = new Thread(this::run, name);
        thread.setUncaughtExceptionHandler((died, cause) -> LOG.error("lane died lane={}", name, cause));
    }

    void start() {
        thread.start();
    }

    /** Completes when the lane has joined its first partitions. */
    public CompletionStage<Void> ready() {
        return health.started();
    }

    /** Whether the lane's thread is alive and its last step succeeded. */
    boolean decides() {
        return thread.isAlive() && !health.isFailing();
    }

    @Override
    public void close() {
        open = false;
        consumer.wakeup();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        consumer.subscribe(List.of(Topics.COMMANDS), assignment);
        while (open) {
            runStep();
        }
        resources.ifPresent(LaneResources::close);
        intake.close();
        offsets.reportFinal();
        consumer.close();
        LOG.info("lane closed lane={}", name);
    }

    private void runStep() {
        try {
            stepOrRewind();
        } catch (WakeupException closing) {
            LOG.debug("lane woken lane={}", name);
        } catch (BatchTakenOver lost) {
            LOG.warn("claim lost lane={} partitions={}", name, lost.partitions());
            resources.ifPresent(current -> current.evict(lost.partitions()));
            assignment.rejoinAll(); // the batch's other partitions were polled, too, and not decided
        } catch (RuntimeException failure) {
            recover(failure);
        }
    }

    private void stepOrRewind() {
        try {
            step();
            health.stepSucceeded();
        } catch (LogTruncationException truncation) {
            commandLog.rewind(resources.orElseThrow().journal(), truncation);
            assignment.rejoinAll();
        }
    }

    private void step() {
        release(assignment.takeRevoked());
        commandLog.checkTopic();
        join(assignment.unjoined());
        resources.ifPresent(current -> current.relay().check());
        if (assignment.isAssigned()) {
            health.markStarted();
        }
        Batch batch = intake.next(health.isStartDone() ? POLL : POLL_AT_START);
        if (!batch.isEmpty()) {
            decideAll(slowBatches.parts(batch));
            health.batchesDecided();
        } else {
            resources.ifPresent(current -> retries.orderNextPage(current.journal()));
        }
        offsets.reportIfDue();
    }

    /**
     * An order may take several transactions. Closing, or a poll that is due, interrupts them; the rest is polled
     * again.
     */
    private void decideAll(List<Batch> parts) {
        long polled = System.nanoTime();
        for (Batch part : parts) {
            boolean finished = false;
            while (open && !finished) {
                finished = decide(part);
                if (slowBatches.isPollDue(polled)) {
                    assignment.rejoinAll();
                    return;
                }
            }
        }
    }

    private boolean decide(Batch batch) {
        LaneResources current = resources.orElseThrow();
        long started = System.nanoTime();
        long roundTrips = current.journal().roundTrips();
        CommittedBatch committed = slowBatches.run(batch, current.transaction());
        metrics.batchCommitted(
                batch.records().size(),
                intake.isFromMemory(),
                System.nanoTime() - started,
                current.journal().roundTrips() - roundTrips);
        intake.decided(committed.progress());
        committed.progress().forEach((partition, progress) -> offsets.decided(partition, progress.nextOffset()));
        metrics.parked(committed.parked());
        committed.replies().forEach(reply -> current.relay().outcome(reply.outcome(), reply.partition()));
        committed.eventsByPartition().forEach(current.relay()::events);
        listener.committed(committed.events(), committed.timers());
        return committed.finished();
    }

    private void join(Set<Integer> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        LaneResources current = resources.orElseGet(openResources);
        resources = Optional.of(current);
        Map<Integer, PartitionProgress> progress = current.journal().partitionProgress(partitions);
        current.relay().takeOver(PartitionProgress.heads(progress));
        Map<Integer, ParkingChanges.Count> parked = current.journal().parked(partitions);
        metrics.partitionsJoined(partitions, parked);
        retries.orderOnce(current.journal(), partitions);
        Map<Integer, PartitionProgress> validated = commandLog.validate(current.journal(), progress);
        current.claimed().join(validated, parked);
        listener.joined(PartitionProgress.heads(validated));
        validated.forEach(intake::join);
        LOG.info("partitions joined lane={} partitions={}", name, partitions.size());
    }

    private void release(Set<Integer> partitions) {
        if (!partitions.isEmpty()) {
            retries.forget(partitions);
            metrics.partitionsRevoked(partitions);
            listener.released(partitions);
            intake.release(partitions);
            resources.ifPresent(current -> {
                current.evict(partitions);
                current.relay().release(partitions);
            });
            LOG.info("partitions revoked lane={} partitions={}", name, partitions.size());
        }
    }

    /** Closes the connection and, after a pause, has all partitions joined again through a new one. */
    private void recover(RuntimeException failure) {
        Duration pause = health.nextPause();
        LOG.warn("lane failed, retrying lane={} in={} reason={}", name, pause, failure.toString(), failure);
        metrics.restarted();
        if (health.stepFailed(failure)) {
            LOG.error(
                    "lane decides nothing, stop every process and run: spanwire new-epoch lane={} reason={}",
                    name,
                    failure.getMessage());
        }
        resources.ifPresent(LaneResources::close);
        resources = Optional.empty();
        try {
            assignment.rejoinAll();
            consumer.poll(pause);
        } catch (WakeupException closing) {
            LOG.debug("lane woken lane={}", name);
        } catch (RuntimeException repeated) {
            LOG.warn("lane fails again lane={} reason={}", name, repeated.toString());
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
