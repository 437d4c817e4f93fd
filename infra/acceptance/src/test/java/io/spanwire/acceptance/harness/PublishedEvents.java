package io.spanwire.acceptance.harness;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the events topic from its beginning to its present end, as a consumer outside of Spanwire would. */
public final class PublishedEvents {
    private static final String TOPIC = "spanwire.events";
    private static final Duration POLL = Duration.ofMillis(200);

    private PublishedEvents() {}

    /** The events of each partition in the order of their records. */
    public static Map<Integer, List<StoredEvent>> of(Map<String, Object> kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<Integer, List<StoredEvent>> events = new HashMap<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    events.computeIfAbsent(record.partition(), first -> new ArrayList<>())
                            .add(EventRecords.decode(record));
                }
            }
            return events;
        }
    }
}
