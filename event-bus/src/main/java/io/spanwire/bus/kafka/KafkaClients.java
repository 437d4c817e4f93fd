package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the Kafka clients, with byte array keys and values and the settings that the promises require. */
public final class KafkaClients {
    /** How long a consumer waits on a connection that may be dead. A fetch is answered within half a second. */
    private static final String REQUEST_MILLIS = "10000";

    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    public Admin admin() {
        return Admin.create(settings.with(Map.of("client.id", "spanwire-admin")));
    }

    /**
     * A producer that waits for all replicas and never reorders. Records also form batches while the previous request is
     * in flight.
     *
     * @param delivery how long a record may take before its send fails
     * @param block how long {@code send} itself may block on missing metadata or a full buffer
     * @param linger how long a record may wait for others before it is sent
     * @param memory bytes of unsent records; {@code send} blocks above it
     */
    public Producer<byte[], byte[]> producer(
            String name, Duration delivery, Duration block, Duration linger, long memory) {
        return new KafkaProducer<>(
                settings.with(Map.ofEntries(
                        Map.entry("client.id", name),
                        Map.entry("acks", "all"),
                        Map.entry("enable.idempotence", "true"),
                        Map.entry("max.in.flight.requests.per.connection", "1"),
                        Map.entry("linger.ms", Long.toString(linger.toMillis())),
                        Map.entry("batch.size", Integer.toString(64 * 1024)),
                        Map.entry("max.block.ms", Long.toString(block.toMillis())),
                        Map.entry(
                                "request.timeout.ms",
                                Long.toString(Math.min(delivery.minus(linger).toMillis(), 10_000))),
                        Map.entry("delivery.timeout.ms", Long.toString(delivery.toMillis())),
                        Map.entry("buffer.memory", Long.toString(memory)))),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A consumer without a group, for manually assigned partitions. */
    public Consumer<byte[], byte[]> reader(String name) {
        return consumer(Map.of("client.id", name));
    }

    /** A reader with short fetches: the broker does not wait for more records, so it closes immediately. */
    public Consumer<byte[], byte[]> probe(String name) {
        return consumer(Map.of("client.id", name, "fetch.max.wait.ms", "10"));
    }

    /**
     * A consumer of a group. The caller chooses the start offset, so an unknown offset is an error.
     *
     * @param member the {@code group.instance.id}, a name that survives a restart, or empty: with it a restarted
     *     process gets its partitions back immediately instead of after the session timeout
     */
    public Consumer<byte[], byte[]> member(String group, String name, String member, int maxRecords) {
        Map<String, String> config = new HashMap<>(Map.of(
                "client.id", name,
                "group.id", group,
                "max.poll.records", Integer.toString(maxRecords),
                "fetch.max.wait.ms", "500",
                "session.timeout.ms", "10000",
                "heartbeat.interval.ms", "3000",
                "partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"));
        if (!member.isEmpty()) {
            config.put("group.instance.id", member);
        }
        return consumer(config);
    }

    private Consumer<byte[], byte[]> consumer(Map<String, String> config) {
        Map<String, Object> all = settings.with(config);
        all.put("enable.auto.commit", "false");
        all.put("auto.offset.reset", "none");
        all.putIfAbsent("allow.auto.create.topics", "false");
        all.putIfAbsent("request.timeout.ms", REQUEST_MILLIS);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
