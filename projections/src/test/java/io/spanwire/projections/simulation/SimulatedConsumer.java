package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.Topics;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A lane's consumer. It learns of a rebalance only when it polls: until then it still uses partitions it has lost. A
 * poll returns any number of records of any of its partitions.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // only one simulated thread runs at a time
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    /** The position in a partition, and whether it is paused. */
    private record Reading(long position, boolean paused) {}

    private final SimulatedThread thread;
    private final SimulatedKafka kafka;
    private final SimulatedGroup group;
    private final Faults faults;
    private final SimulatedWorld world;
    private final Map<Integer, Reading> owned = new TreeMap<>();
    private final Map<Integer, Long> polledFrom = new HashMap<>();
    private final CountDownLatch woken = new CountDownLatch(1);
    private Optional<ConsumerRebalanceListener> listener = Optional.empty();
    private volatile boolean wakeup;

    SimulatedConsumer(SimulatedThread thread, SimulatedWorld world) {
        super("none");
        this.thread = thread;
        this.world = world;
        this.kafka = world.kafka();
        this.group = world.group();
        this.faults = world.faults();
    }

    /** The first offset of each partition in the last poll. */
    Map<Integer, Long> polledFrom() {
        return polledFrom;
    }

    /** Waits until {@link #wakeup} was called. */
    void awaitWakeup() throws InterruptedException {
        woken.await();
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
        thread.begin();
        listener = Optional.of(callback);
        group.join(this);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        thread.yieldTurn();
        thread.waitUntil(this::hasNews);
        wakeUp();
        applyRebalance();
        return new ConsumerRecords<>(fetch(), Map.of());
    }

    @Override
    public Set<TopicPartition> assignment() {
        return owned.keySet().stream()
                .map(SimulatedConsumer::commands)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        seek(partition, offset.offset());
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        owned.computeIfPresent(partition.partition(), (number, reading) -> new Reading(offset, reading.paused()));
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused(partitions, true);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused(partitions, false);
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return partitions.stream().collect(Collectors.toMap(each -> each, each -> 0L));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        callKafka();
        return partitions.stream().collect(Collectors.toMap(each -> each, each ->
                (long) kafka.commands(each.partition()).size()));
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        callKafka();
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(partitions);
        committed.forEach((partition, offset) -> world.scheduleLog().count("a reported offset was read"));
        return committed;
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        if (!faults.kafkaUnavailable() && isCurrentGeneration()) {
            kafka.commit(offsets);
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        callKafka();
        if (!isCurrentGeneration()) {
            world.scheduleLog().count("an offset was not taken from a member of an older generation");
            throw new CommitFailedException();
        }
        kafka.commit(offsets);
    }

    @Override
    public void wakeup() {
        wakeup = true;
        woken.countDown();
    }

    @Override
    public void close() {
        group.leave(this);
        thread.end();
    }

    private void paused(Collection<TopicPartition> partitions, boolean paused) {
        partitions.forEach(each ->
                owned.computeIfPresent(each.partition(), (number, reading) -> new Reading(reading.position(), paused)));
    }

    /** Whether a lane that takes commands from memory would find something to do here within a while. */
    boolean hasMore() {
        return wakeup
                || !isCurrentGeneration()
                || owned.keySet().stream()
                        .anyMatch(partition ->
                                world.database().tables().progress(partition).nextOffset()
                                        < kafka.commands(partition).size());
    }

    private boolean hasNews() {
        if (wakeup || !isCurrentGeneration()) {
            return true;
        }
        for (Map.Entry<Integer, Reading> each : owned.entrySet()) {
            Reading reading = each.getValue();
            if (reading.paused()
                    || reading.position() < kafka.commands(each.getKey()).size()) {
                return true;
            }
        }
        return false;
    }

    /** Whether its generation is the group's: Kafka takes no offsets of an older one. */
    private boolean isCurrentGeneration() {
        return group.assignment(this).equals(owned.keySet())
                && group.revoked(this).isEmpty();
    }

    private void wakeUp() {
        if (wakeup) {
            wakeup = false;
            throw new WakeupException();
        }
    }

    private void callKafka() {
        thread.yieldTurn();
        wakeUp();
        if (faults.kafkaUnavailable()) {
            throw new TimeoutException("simulated");
        }
    }

    private void applyRebalance() {
        Set<Integer> assigned = Set.copyOf(group.assignment(this));
        Set<Integer> revoked = new TreeSet<>(owned.keySet());
        revoked.removeIf(partition ->
                assigned.contains(partition) && !group.revoked(this).contains(partition));
        Set<Integer> added = new TreeSet<>(assigned);
        added.removeIf(partition -> owned.containsKey(partition) && !revoked.contains(partition));
        group.revoked(this).clear();
        if (!revoked.isEmpty()) {
            listener.orElseThrow().onPartitionsRevoked(commands(revoked));
            revoked.forEach(owned::remove);
        }
        if (!added.isEmpty()) {
            added.forEach(partition -> owned.put(partition, new Reading(0, false)));
            listener.orElseThrow().onPartitionsAssigned(commands(added));
        }
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch() {
        polledFrom.clear();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
        for (int partition : faults.random().shuffled(owned.keySet())) {
            Reading reading = owned.getOrDefault(partition, new Reading(0, true));
            List<ConsumerRecord<byte[], byte[]>> log = kafka.commands(partition);
            int from = (int) reading.position();
            if (!reading.paused() && from < log.size()) {
                int to = from + faults.random().between(faults.isEnabled() ? 0 : 1, Math.min(6, log.size() - from));
                if (to > from) {
                    fetched.put(commands(partition), List.copyOf(log.subList(from, to)));
                    polledFrom.put(partition, (long) from);
                    owned.put(partition, new Reading(to, false));
                }
            }
        }
        return fetched;
    }

    private static List<TopicPartition> commands(Collection<Integer> partitions) {
        return partitions.stream().map(SimulatedConsumer::commands).toList();
    }

    private static TopicPartition commands(int partition) {
        return new TopicPartition(Topics.COMMANDS, partition);
    }
}
