package io.spanwire.launcher.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads text records in topics with one partition. */
public final class TopicRecords {
    private static final Duration POLL = Duration.ofMillis(500);

    private TopicRecords() {}

    static void createTopic(String address, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    /** Writes a record and waits until it is durable. */
    public static void append(String address, String topic, String text) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", address, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, text)).get();
        }
    }

    /** Reads the first {@code count} records; fewer after 20 seconds. */
    static List<String> readAll(String address, String topic, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", address);
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int polls = 0; texts.size() < count && polls < 40; polls++) {
                consumer.poll(POLL).forEach(record -> texts.add(record.value()));
            }
        }
        return texts;
    }
}
