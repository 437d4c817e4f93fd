package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.retry.Backoff;
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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of its partitions, in offset order, one batch and one transaction at a time.
 *
 * <h2>The loop</h2>
 *
 * Poll; decide and commit everything polled ({@link BatchTransaction}); hand events and outcomes to the relay, which sends
 * while the next batch is under way. PostgreSQL says where a partition stands, not Kafka: a partition newly given to the
 * lane is joined by reading its next offset and seeking there, and whenever anything went wrong its partitions are joined
 * again. So a commit whose fate is unknown is looked up, never redone, and two workers that both believe to own a partition
 * cannot both commit.
 *
 * <p>Trouble with PostgreSQL or Kafka is retried forever, with backoff, while the group membership is kept; nothing is
 * skipped. One thread, its own; {@link #close} waits until the batch under way is committed and relayed.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration JOINING = Duration.ofMillis(50);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private static final Duration CLOSE = Duration.ofSeconds(15);

    private final String name;
    private final Supplier<LaneResources> desks;
    private final Partitioning partitioning;
    private final LaneMetrics metrics;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionAssignment ownership;
    private final CommandLogValidator log;
    private final OffsetReporter report;
    private final SlowBatchPolicy patience;
    private final ParkedRetries retries;
    private final LaneReadiness ready = new LaneReadiness();
    private final MismatchCounter doubt = new MismatchCounter();
    private final Thread thread;
    private Optional<LaneResources> desk = Optional.empty();
    private volatile boolean open = true;
    private volatile boolean failing;
    private int failures;

    /**
     * Not started yet.
     *
     * @param consumer the lane's membership in the group of lanes; it closes it
     * @param desks opens a database connection and what belongs to it; it closes each
     * @param commandLog which topic the command log is
     * @param report of the same consumer
     */
    Lane(
            String name,
            Consumer<byte[], byte[]> consumer,
            Supplier<LaneResources> desks,
            Partitioning partitioning,
            SlowBatchPolicy patience,
            ParkedRetries retries,
            CommandTopicId commandLog,
            OffsetReporter report,
            LaneMetrics metrics) {
        this.name = name;
        this.consumer = consumer;
        this.desks = desks;
        this.partitioning = partitioning;
        this.patience = patience;
        this.retries = retries;
        this.metrics = metrics;
        this.ownership = new PartitionAssignment(consumer, partitioning.partitions());
        this.report = report;
        this.log = new CommandLogValidator(consumer, partitioning, report, commandLog);
        this.thread = new Thread(this::run, name);
        thread.setUncaughtExceptionHandler((died, cause) -> LOG.error("lane died lane={}", name, cause));
    }

    void start() {
        thread.start();
    }

    /** Completes when the lane has joined the partitions it was first given. */
    public CompletionStage<Void> ready() {
        return ready.stage();
    }

    /** Whether it decides: its thread runs and its last step went well. */
    boolean decides() {
        return thread.isAlive() && !failing;
    }

    @Override
    public void close() {
        open = false;
        consumer.wakeup();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        consumer.subscribe(List.of(Topics.COMMANDS), ownership);
        while (open) {
            guardedStep();
        }
        desk.ifPresent(LaneResources::close);
        report.last();
        consumer.close();
        LOG.info("lane closed lane={}", name);
    }

    private void guardedStep() {
        try {
            step();
            failing = false;
            doubt.reset();
        } catch (WakeupException closing) {
            LOG.debug("lane woken lane={}", name);
        } catch (ClaimLost lost) {
            LOG.warn("claim lost lane={} partitions={}", name, lost.partitions());
            desk.ifPresent(at -> at.memory().forget(lost.partitions()));
            ownership.rejoinAll(); // the batch's other partitions were polled, too, and not decided
        } catch (LogTruncationException cut) {
            guardedCut(cut);
        } catch (RuntimeException trouble) {
            recover(trouble);
        }
    }

    private void guardedCut(LogTruncationException cut) {
        try {
            log.cut(desk.orElseThrow().journal(), cut);
            ownership.rejoinAll();
        } catch (RuntimeException trouble) {
            recover(trouble);
        }
    }

    private void step() {
        leave(ownership.takeRevoked());
        log.check();
        join(ownership.joining());
        desk.ifPresent(at -> at.relay().check());
        if (ownership.assigned()) {
            ready.reached();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(ready.known() ? POLL : JOINING);
        if (!records.isEmpty()) {
            decideAll(patience.parts(Batch.of(records, partitioning)));
            failures = 0;
        } else {
            desk.ifPresent(at -> retries.idle(at.journal()));
        }
        report.now();
    }

    /** An order may take several transactions. Closing or a poll that is due comes between them; what is left comes again. */
    private void decideAll(List<Batch> parts) {
        long polled = System.nanoTime();
        for (Batch part : parts) {
            boolean finished = false;
            while (open && !finished) {
                finished = decide(part);
                if (patience.pollIsDue(polled)) {
                    ownership.rejoinAll();
                    return;
                }
            }
        }
    }

    private boolean decide(Batch batch) {
        LaneResources at = desk.orElseThrow();
        long started = System.nanoTime();
        long roundTrips = at.journal().roundTrips();
        CommittedBatch committed = patience.run(batch, at.transaction());
        metrics.committed(
                batch.items().size(), System.nanoTime() - started, at.journal().roundTrips() - roundTrips);
        committed.progress().forEach((partition, progress) -> report.done(partition, progress.nextOffset()));
        metrics.parked(committed.parked());
        committed.replies().forEach(reply -> at.relay().outcome(reply.outcome(), reply.partition()));
        committed.eventsByPartition().forEach(at.relay()::events);
        return committed.finished();
    }

    private void join(Set<Integer> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        LaneResources at = desk.orElseGet(desks);
        desk = Optional.of(at);
        Map<Integer, PartitionProgress> progress = at.journal().partitionProgress(partitions);
        at.relay().takeOver(PartitionProgress.heads(progress));
        metrics.joined(partitions, at.journal().parked(partitions));
        retries.joined(at.journal(), partitions);
        log.join(at.journal(), progress).forEach(ownership::joined);
        LOG.info("lane joined lane={} partitions={}", name, partitions.size());
    }

    private void leave(Set<Integer> partitions) {
        if (!partitions.isEmpty()) {
            retries.left(partitions);
            metrics.left(partitions);
            desk.ifPresent(at -> {
                at.memory().forget(partitions);
                at.relay().release(partitions);
            });
            LOG.info("lane left lane={} partitions={}", name, partitions.size());
        }
    }

    /** Starts over with a new connection and everything it believed looked up again, after a pause. */
    private void recover(RuntimeException trouble) {
        failing = true;
        Duration pause = BACKOFF.pause(failures++);
        LOG.warn("lane in trouble, trying again lane={} in={} reason={}", name, pause, trouble.toString(), trouble);
        metrics.trouble();
        if (doubt.ends(trouble)) {
            LOG.error(
                    "lane decides nothing, stop every process and run: spanwire new-epoch lane={} reason={}",
                    name,
                    trouble.getMessage());
            ready.never(trouble);
        }
        desk.ifPresent(LaneResources::close);
        desk = Optional.empty();
        try {
            ownership.rejoinAll();
            consumer.poll(pause);
        } catch (WakeupException closing) {
            LOG.debug("lane woken lane={}", name);
        } catch (RuntimeException again) {
            LOG.warn("lane still in trouble lane={} reason={}", name, again.toString());
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
