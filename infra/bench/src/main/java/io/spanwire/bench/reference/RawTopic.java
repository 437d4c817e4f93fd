package io.spanwire.bench.reference;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic with as many partitions as the product's, written by one producer with the product's settings (acks=all,
 * idempotent, no linger) and a fixed number of records in flight.
 */
public final class RawTopic implements AutoCloseable {
    private static final int PARTITIONS = 24;
    private static final int STREAMS = 256;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final byte[] value;

    private RawTopic(ReferenceEndpoints endpoints, String topic, Map<String, String> settings, int bytes)
            throws InterruptedException {
        create(endpoints, new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()).configs(settings));
        this.topic = topic;
        this.producer = new KafkaProducer<>(settings(endpoints), new ByteArraySerializer(), new ByteArraySerializer());
        this.value = new byte[bytes];
    }

    /** A topic with Kafka's defaults: the broker acknowledges before the disk has the record. {@code bytes}: size of a value. */
    public static RawTopic unflushed(ReferenceEndpoints endpoints, int bytes) throws InterruptedException {
        return new RawTopic(endpoints, "bench-unflushed", Map.of(), bytes);
    }

    /** A topic flushed to disk for each record, like the product's command log on a single broker. */
    public static RawTopic flushed(ReferenceEndpoints endpoints, int bytes) throws InterruptedException {
        return new RawTopic(endpoints, "bench-flushed", Map.of("flush.messages", "1"), bytes);
    }

    private static Map<String, Object> settings(ReferenceEndpoints endpoints) {
        Map<String, Object> settings = new HashMap<>(endpoints.kafka());
        settings.putAll(Map.of("acks", "all", "enable.idempotence", "true", "linger.ms", "0", "batch.size", "65536"));
        return settings;
    }

    private static void create(ReferenceEndpoints endpoints, NewTopic topic) throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(endpoints.kafka()))) {
            if (!admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(topic.name())) {
                admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many records were acknowledged within the time. */
    public long produce(int inFlight, Duration time) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicLong acknowledged = new AtomicLong();
        AtomicReference<Exception> failure = new AtomicReference<>();
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            free.acquire();
            var unused = producer.send(record(i), (metadata, failed) -> {
                failure.compareAndSet(null, failed);
                acknowledged.incrementAndGet();
                free.release();
            });
        }
        long counted = acknowledged.get();
        free.acquire(inFlight);
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return counted;
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        byte[] key = ("chat/r" + number % STREAMS).getBytes(StandardCharsets.US_ASCII);
        return new ProducerRecord<>(topic, key, value);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
