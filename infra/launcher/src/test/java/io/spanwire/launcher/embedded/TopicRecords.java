package io.spanwire.launcher.embedded;

import io.spanwire.bus.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

    static void createTopic(KafkaSettings kafka, String topic) throws Exception {
        try (Admin admin = Admin.create(config(kafka))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    /** Writes a record and waits until it is durable. */
    public static void append(KafkaSettings kafka, String topic, String text) throws Exception {
        Map<String, Object> config = config(kafka);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, text)).get();
        }
    }

    /** Reads the first {@code count} records; fewer after 20 seconds. */
    static List<String> readAll(KafkaSettings kafka, String topic, int count) {
        Map<String, Object> config = config(kafka);
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

    /** The settings of a client. */
    public static Map<String, Object> config(KafkaSettings kafka) {
        Map<String, Object> config = new HashMap<>(kafka.client());
        config.put("bootstrap.servers", kafka.bootstrap());
        return config;
    }
}
