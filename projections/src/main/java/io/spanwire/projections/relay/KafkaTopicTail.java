package io.spanwire.projections.relay;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the last record of each partition of the events topic. Blocking. */
public final class KafkaTopicTail implements TopicTail {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    public KafkaTopicTail(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public Map<Integer, Long> positions(Collection<Integer> partitions, Map<Integer, Long> heads) {
        List<TopicPartition> all = partitions.stream()
                .map(number -> new TopicPartition(Topics.EVENTS, number))
                .toList();
        Map<Integer, Long> positions = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.probe("spanwire-tail")) {
            Map<TopicPartition, Long> begin = consumer.beginningOffsets(all, LONGEST);
            Map<TopicPartition, Long> end = consumer.endOffsets(all, LONGEST);
            end.forEach((partition, offset) -> {
                if (offset == 0) {
                    positions.put(partition.partition(), 0L);
                } else if (offset.equals(begin.get(partition))) {
                    positions.put(partition.partition(), heads.getOrDefault(partition.partition(), 0L));
                }
            });
            readLast(consumer, end, positions);
        } catch (KafkaException failed) {
            throw new KafkaUnavailable("Kafka did not show the tail of " + Topics.EVENTS, failed);
        }
        return positions;
    }

    private static void readLast(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end, Map<Integer, Long> positions) {
        List<TopicPartition> wanted = end.keySet().stream()
                .filter(partition -> !positions.containsKey(partition.partition()))
                .toList();
        consumer.assign(wanted);
        wanted.forEach(partition -> consumer.seek(partition, end.getOrDefault(partition, 1L) - 1));
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!wanted.isEmpty() && !positions.keySet().containsAll(numbers(wanted))) {
            if (System.nanoTime() > deadline) {
                throw new KafkaUnavailable(
                        "Kafka did not show the tail of " + Topics.EVENTS + " in time", new IllegalStateException());
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                positions.merge(record.partition(), EventRecords.decode(record).position(), Math::max);
            }
        }
    }

    private static List<Integer> numbers(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
