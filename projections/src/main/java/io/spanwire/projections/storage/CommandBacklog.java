package io.spanwire.projections.storage;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * The commands that are accepted and not decided, and the age of the oldest. Only commands that were there at the look
 * before are old enough to be read: while workers keep up, nothing is read. One thread; every look blocks.
 */
final class CommandBacklog implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> endsBefore = Map.of();

    CommandBacklog(KafkaClients clients, List<Integer> partitions) {
        this.consumer = clients.probe("spanwire-backlog");
        this.partitions = partitions.stream()
                .map(each -> new TopicPartition(Topics.COMMANDS, each))
                .toList();
    }

    /**
     * What a look found.
     *
     * @param undecided how many commands are not decided
     * @param oldest when Kafka stored the oldest of them, if it has waited since the look before
     * @param expired whether a partition has lost commands that were not decided
     */
    record Look(long undecided, Optional<Instant> oldest, boolean expired) {}

    /**
     * Looks at the log.
     *
     * @param next the first offset of each partition that is not decided
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    Look look(Map<Integer, Long> next) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
        Map<TopicPartition, Long> waiting = new HashMap<>();
        long undecided = 0;
        for (TopicPartition partition : partitions) {
            long first = next.getOrDefault(partition.partition(), 0L);
            undecided += Math.max(0, ends.getOrDefault(partition, 0L) - first);
            if (first < endsBefore.getOrDefault(partition, 0L)) {
                waiting.put(partition, first);
            }
        }
        endsBefore = ends;
        return waiting.isEmpty() ? new Look(undecided, Optional.empty(), false) : oldest(undecided, waiting);
    }

    private Look oldest(long undecided, Map<TopicPartition, Long> waiting) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(waiting.keySet(), TIMEOUT);
        Map<TopicPartition, Long> present = waiting.entrySet().stream()
                .filter(each -> begins.getOrDefault(each.getKey(), 0L) <= each.getValue())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Optional<Instant> oldest = present.entrySet().stream()
                .flatMap(each -> storedAt(each.getKey(), each.getValue()).stream())
                .min(Instant::compareTo);
        return new Look(undecided, oldest, present.size() < waiting.size());
    }

    /** When Kafka stored the first record from this offset on; empty if it did not answer in time. */
    private Optional<Instant> storedAt(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        try {
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> first :
                        consumer.poll(Duration.ofMillis(500)).records(partition)) {
                    return Optional.of(Instant.ofEpochMilli(first.timestamp()));
                }
            }
            return Optional.empty();
        } catch (OffsetOutOfRangeException deletedMeanwhile) {
            return Optional.empty();
        } catch (TopicAuthorizationException unreadable) { // an edge need not be allowed to read commands; a worker is
            return Optional.empty();
        } finally {
            consumer.assign(List.of());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
