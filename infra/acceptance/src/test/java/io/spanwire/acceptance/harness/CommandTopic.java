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

/** The topic {@code spanwire.commands} in the hands of somebody who should not touch it. Blocking. */
public final class CommandTopic {
    private static final String TOPIC = "spanwire.commands";
    private static final String WORKERS = "spanwire.workers";
    private static final long SECONDS = 30;

    private final String bootstrap;

    public CommandTopic(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Where it ends, per partition. */
    public Map<Integer, Long> ends() {
        return CommandLogEnds.of(bootstrap);
    }

    /** The last records of each partition, at most so many of each. */
    public List<ConsumerRecord<byte[], byte[]>> last(int ofEach) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        ends().forEach((partition, end) -> ends.put(new TopicPartition(TOPIC, partition), end));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - ofEach)));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The command log could not be read");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** Writes a record once more, to the partition it is in, headers and all. */
    public void again(List<ConsumerRecord<byte[], byte[]>> records) {
        append(records.stream()
                .map(record ->
                        new ProducerRecord<>(TOPIC, record.partition(), record.key(), record.value(), record.headers()))
                .toList());
    }

    /** Writes these bytes. */
    public void append(int partition, byte[] key, byte[] value) {
        append(List.of(new ProducerRecord<>(TOPIC, partition, key, value)));
    }

    private void append(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.request.size", Integer.toString(16 << 20));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Not appended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sets every offset that the workers' group has committed back to the beginning; how many there were. */
    public int resetOffsets() {
        return with(admin -> {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            done(admin.listConsumerGroupOffsets(WORKERS).partitionsToOffsetAndMetadata())
                    .keySet()
                    .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(0)));
            done(admin.alterConsumerGroupOffsets(WORKERS, offsets).all());
            return offsets.size();
        });
    }

    /** Who is in the workers' group and has partitions. */
    public Set<String> members() {
        return with(admin -> done(admin.describeConsumerGroups(List.of(WORKERS)).all()).values().stream()
                .flatMap(group -> group.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(MemberDescription::consumerId)
                .collect(Collectors.toSet()));
    }

    public void delete() {
        with(admin -> {
            done(admin.deleteTopics(List.of(TOPIC)).all());
            return true;
        });
        Awaitility.await("the topic is gone")
                .atMost(Duration.ofSeconds(SECONDS))
                .until(() -> with(admin -> !done(admin.listTopics().names()).contains(TOPIC)));
    }

    public void create(int partitions) {
        with(admin -> {
            done(admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
                    .all());
            return true;
        });
    }

    /** More partitions than it has. */
    public void grow(int partitions) {
        with(admin -> {
            done(admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(partitions)))
                    .all());
            return true;
        });
    }

    @FunctionalInterface
    private interface Asked<T> {
        T of(Admin admin) throws InterruptedException;
    }

    private <T> T with(Asked<T> asked) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return asked.of(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T done(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka did not answer", e);
        }
    }
}
