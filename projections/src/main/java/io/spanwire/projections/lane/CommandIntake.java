package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.TopicLookup.End;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.projections.journal.PartitionProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source of a lane's batches: Kafka, or this process's memory.
 *
 * <h2>From Kafka or from memory</h2>
 *
 * Commands that this process has sent are handed over to the lane once Kafka has acknowledged them. While the command
 * log contains no others, to fetch them is wasted work. So the lane pauses its partitions and takes what was handed
 * over, as long as each command has exactly its partition's next offset. It begins when it has decided everything up to
 * the ends of its partitions, looked up after the handover began: what comes later is handed over, or is missing. It
 * returns to Kafka, where it left off, when
 *
 * <ul>
 *   <li>a command is missing, because another process sent it or the inbox was full: the next one handed over is beyond
 *       the next offset, or the end of a partition stays beyond it from one lookup to the next;
 *   <li>a partition has another leader, or ends before the next offset: Kafka must check for a truncated log;
 *   <li>partitions are joined; or nothing is handed over for a while, when a waiting fetch notices others sooner.
 * </ul>
 *
 * <p>A wrong guess costs time only: PostgreSQL moves a partition on from its next offset, or not at all. The more often
 * commands were missing, the longer the lane stays with Kafka. One thread, the lane's.
 */
final class CommandIntake {
    private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);
    /** How long the lane waits for a command before it polls, which keeps its place in the group. */
    private static final Duration MAX_WAIT = Duration.ofMillis(100);

    private static final Duration LOOKUP_INTERVAL = Duration.ofMillis(250);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Backoff AFTER_MISS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    /** After so long without a missing command, the next one counts as the first. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** The progress of a partition that is not the lane's: all of its commands are behind it. */
    private static final PartitionProgress RELEASED =
            new PartitionProgress(Long.MAX_VALUE, PartitionProgress.UNKNOWN, 0);

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionAssignment assignment;
    private final Partitioning partitioning;
    private final CommandInboxes inboxes;
    private final CommandInbox inbox;
    private final EndLookup lookup;
    private final LongSupplier nanoTime;
    private final int maxCommands;
    private final Map<Integer, PartitionProgress> joined = new HashMap<>();
    /** The ends as last looked up; none before the first lookup since the lane joined partitions or left memory. */
    private Map<Integer, End> ends = Map.of();
    /** The progress when the last lookup started: the log has not ended before it. */
    private Map<Integer, PartitionProgress> joinedAtLookup = Map.of();

    private boolean fromMemory;
    private boolean missing;
    private int misses;
    private long notBefore;
    private long entered;
    private long lastPoll;
    private long lastLookup;
    private long lastTaken;

    /** Creates the intake of a lane. */
    @FunctionalInterface
    interface Factory {
        CommandIntake create(Consumer<byte[], byte[]> consumer, PartitionAssignment assignment);
    }

    /** @param maxCommands the maximum number of commands in a batch from memory; the consumer limits the others */
    CommandIntake(
            Consumer<byte[], byte[]> consumer,
            PartitionAssignment assignment,
            Partitioning partitioning,
            CommandInboxes inboxes,
            CommandInbox inbox,
            CommandLogEnds ends,
            LongSupplier nanoTime,
            int maxCommands) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.partitioning = partitioning;
        this.inboxes = inboxes;
        this.inbox = inbox;
        this.lookup = new EndLookup(ends);
        this.nanoTime = nanoTime;
        this.maxCommands = maxCommands;
        this.notBefore = nanoTime.getAsLong();
    }

    /** Begins, or begins again, with a partition. */
    void join(int partition, PartitionProgress progress) {
        readFromKafka("partitions are joined");
        joined.put(partition, progress);
        inboxes.open(partition, inbox);
        assignment.read(partition, progress);
    }

    void release(Collection<Integer> partitions) {
        inboxes.close(partitions, inbox);
        joined.keySet().removeAll(partitions);
    }

    /** Takes no more commands. */
    void close() {
        inboxes.close(joined.keySet(), inbox);
    }

    /** Notes what a batch has committed. */
    void decided(Map<Integer, PartitionProgress> progress) {
        progress.forEach((partition, moved) -> joined.computeIfPresent(partition, (same, before) -> moved));
    }

    /** Whether the lane takes its commands from memory at present. */
    boolean isFromMemory() {
        return fromMemory;
    }

    /** The next commands, possibly none, after waiting up to {@code timeout}. All earlier batches are committed. */
    Batch next(Duration timeout) {
        if (fromMemory) {
            leaveMemoryIfIncomplete();
        } else {
            enterMemoryIfComplete();
        }
        return fromMemory ? takeFromMemory(timeout) : Batch.of(consumer.poll(timeout), partitioning);
    }

    private Batch takeFromMemory(Duration timeout) {
        if (nanoTime.getAsLong() - lastPoll >= MAX_WAIT.toNanos()) {
            lastPoll = nanoTime.getAsLong();
            consumer.poll(Duration.ZERO);
            if (assignment.hasChanged()) {
                return Batch.EMPTY;
            }
        }
        inbox.await(timeout.compareTo(MAX_WAIT) < 0 ? timeout : MAX_WAIT);
        List<LogRecord> run = takeRun();
        if (!run.isEmpty()) {
            lastTaken = nanoTime.getAsLong();
        }
        return new Batch(run, leaderEpochs());
    }

    /** Takes commands until one is missing. */
    private List<LogRecord> takeRun() {
        List<LogRecord> run = new ArrayList<>();
        Map<Integer, Long> next = new HashMap<>();
        Optional<LogRecord.CommandRecord> first = inbox.peek();
        while (first.isPresent() && run.size() < maxCommands) {
            LogRecord.CommandRecord command = first.orElseThrow();
            long expected = next.computeIfAbsent(command.partition(), this::nextOffset);
            if (command.offset() > expected) {
                missing = true;
                return run;
            }
            inbox.remove();
            if (command.offset() == expected) {
                run.add(command);
                next.put(command.partition(), expected + 1);
            }
            first = inbox.peek();
        }
        return run;
    }

    private void enterMemoryIfComplete() {
        if (nanoTime.getAsLong() - notBefore < 0) {
            inbox.clear();
            return;
        }
        lookup.takeAnswer().ifPresent(found -> ends = found);
        if (!ends.isEmpty()) {
            if (joined.keySet().stream().noneMatch(this::isBehind)) {
                enterMemory();
            }
        } else if (!lookup.isPending() && inbox.peek().isPresent()) {
            inbox.clear(); // before the lookup: what was handed over earlier may be incomplete
            startLookup();
        }
    }

    private void enterMemory() {
        LOG.debug("reading commands from memory partitions={}", joined.size());
        consumer.pause(
                joined.keySet().stream().map(PartitionAssignment::commands).toList());
        fromMemory = true;
        missing = false;
        entered = nanoTime.getAsLong();
        lastPoll = entered;
        lastLookup = entered;
        lastTaken = entered;
    }

    private void leaveMemoryIfIncomplete() {
        long now = nanoTime.getAsLong();
        if (missing) {
            commandMissing(now);
        } else if (now - lastTaken >= IDLE.toNanos()) {
            readFromKafka("idle");
        } else if (lookup.isPending()) {
            lookup.takeAnswer().filter(found -> !found.isEmpty()).ifPresent(found -> compare(found, now));
        } else if (now - lastLookup >= LOOKUP_INTERVAL.toNanos()) {
            lastLookup = now;
            startLookup();
        }
    }

    private void startLookup() {
        joinedAtLookup = Map.copyOf(joined);
        lookup.start(joined.keySet());
    }

    /** Compares the progress with the ends looked up before, and those with the ends of now. */
    private void compare(Map<Integer, End> found, long now) {
        if (joined.keySet().stream().anyMatch(this::isBehind)) {
            commandMissing(now);
        } else if (joined.keySet().stream().anyMatch(partition -> isLogChanged(partition, found))) {
            readFromKafka("the leader has changed");
        } else {
            ends = found;
        }
    }

    private void commandMissing(long now) {
        if (now - entered >= SETTLED.toNanos()) {
            misses = 0;
        }
        notBefore = now + AFTER_MISS.pause(misses++).toNanos();
        readFromKafka("a command is missing");
    }

    private void readFromKafka(String reason) {
        if (fromMemory) {
            LOG.debug("reading commands from Kafka reason={}", reason);
            fromMemory = false;
            joined.forEach(assignment::read);
        }
        forgetEnds();
    }

    private void forgetEnds() {
        inbox.clear();
        lookup.forget();
        ends = Map.of();
    }

    /** Whether the partition's end, as last looked up, is beyond the lane's progress. */
    private boolean isBehind(int partition) {
        End end = ends.get(partition);
        return end == null || end.offset() > nextOffset(partition);
    }

    private boolean isLogChanged(int partition, Map<Integer, End> found) {
        End before = Objects.requireNonNull(ends.get(partition));
        End now = found.get(partition);
        return now == null
                || now.leaderEpoch() != before.leaderEpoch()
                || now.offset() < nextOffset(partition, joinedAtLookup);
    }

    private long nextOffset(int partition) {
        return nextOffset(partition, joined);
    }

    private static long nextOffset(int partition, Map<Integer, PartitionProgress> progress) {
        return progress.getOrDefault(partition, RELEASED).nextOffset();
    }

    private Map<Integer, Integer> leaderEpochs() {
        Map<Integer, Integer> epochs = new HashMap<>();
        ends.forEach((partition, end) -> epochs.put(partition, end.leaderEpoch()));
        return epochs;
    }
}
