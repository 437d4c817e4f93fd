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
import org.apache.kafka.common.errors.TimeoutException;

/** The events topic's tail in Kafka: reads the last record of each partition. Blocking. */
public final class KafkaTopicTail implements TopicTail {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
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
            Map<TopicPartition, Long> begin = consumer.beginningOffsets(all, TIMEOUT);
            Map<TopicPartition, Long> end = consumer.endOffsets(all, TIMEOUT);
            end.forEach((partition, offset) -> {
                if (offset == 0) {
                    positions.put(partition.partition(), 0L);
                } else if (offset.equals(begin.get(partition))) {
                    positions.put(partition.partition(), heads.getOrDefault(partition.partition(), 0L));
                }
            });
            readLast(consumer, end, positions);
        } catch (KafkaException failed) {
            throw new KafkaUnavailable("Kafka did not return the last records of " + Topics.EVENTS, failed);
        }
        return positions;
    }

    private static void readLast(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end, Map<Integer, Long> positions) {
        List<TopicPartition> missing = end.keySet().stream()
                .filter(partition -> !positions.containsKey(partition.partition()))
                .toList();
        consumer.assign(missing);
        missing.forEach(partition -> consumer.seek(partition, end.getOrDefault(partition, 1L) - 1));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (positions.size() < end.size()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("no answer in " + TIMEOUT);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                positions.merge(record.partition(), EventRecords.decode(record).position(), Math::max);
            }
        }
    }
}
