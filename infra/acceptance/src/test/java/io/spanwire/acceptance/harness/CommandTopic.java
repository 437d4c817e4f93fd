package io.spanwire.acceptance.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Direct access to the topic {@code spanwire.commands}, for tests that tamper with it. Blocking. */
public final class CommandTopic {
    private static final String TOPIC = "spanwire.commands";
    private static final String WORKERS = "spanwire.workers";
    private static final long SECONDS = 30;

    private final Map<String, Object> kafka;

    /** @param kafka the settings of a client */
    public CommandTopic(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** The end offset of each partition. */
    public Map<Integer, Long> endOffsets() {
        return CommandLogEnds.of(kafka);
    }

    /** The last records of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> lastRecords(int maxPerPartition) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        endOffsets().forEach((partition, end) -> ends.put(new TopicPartition(TOPIC, partition), end));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - maxPerPartition)));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Could not read the command log within " + SECONDS + " s");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** Appends copies of the records, with their headers, to their partitions. */
    public void appendAgain(List<ConsumerRecord<byte[], byte[]>> records) {
        append(records.stream()
                .map(record ->
                        new ProducerRecord<>(TOPIC, record.partition(), record.key(), record.value(), record.headers()))
                .toList());
    }

    public void append(int partition, byte[] key, byte[] value) {
        append(List.of(new ProducerRecord<>(TOPIC, partition, key, value)));
    }

    private void append(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("max.request.size", Integer.toString(16 << 20));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Could not append to the command log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Resets every committed offset of the workers' group to 0; returns their number. */
    public int resetOffsets() {
        return with(admin -> {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            await(admin.listConsumerGroupOffsets(WORKERS).partitionsToOffsetAndMetadata())
                    .keySet()
                    .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(0)));
            await(admin.alterConsumerGroupOffsets(WORKERS, offsets).all());
            return offsets.size();
        });
    }

    /** The members of the workers' group that have partitions. */
    public Set<String> members() {
        return with(
                admin -> await(admin.describeConsumerGroups(List.of(WORKERS)).all()).values().stream()
                        .flatMap(group -> group.members().stream())
                        .filter(member -> !member.assignment().topicPartitions().isEmpty())
                        .map(MemberDescription::consumerId)
                        .collect(Collectors.toSet()));
    }

    public void delete() {
        with(admin -> {
            await(admin.deleteTopics(List.of(TOPIC)).all());
            return true;
        });
        Awaitility.await("the topic is deleted")
                .atMost(Duration.ofSeconds(SECONDS))
                .until(() -> with(admin -> !await(admin.listTopics().names()).contains(TOPIC)));
    }

    public void create(int partitions) {
        with(admin -> {
            await(admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
                    .all());
            return true;
        });
    }

    /** Increases the number of partitions. */
    public void addPartitions(int partitions) {
        with(admin -> {
            await(admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(partitions)))
                    .all());
            return true;
        });
    }

    @FunctionalInterface
    private interface AdminCall<T> {
        T run(Admin admin) throws InterruptedException;
    }

    private <T> T with(AdminCall<T> call) {
        try (Admin admin = Admin.create(kafka)) {
            return call.run(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka did not respond within " + SECONDS + " s", e);
        }
    }
}
