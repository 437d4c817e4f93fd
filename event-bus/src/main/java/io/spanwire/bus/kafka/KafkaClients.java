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

/** Makes Kafka clients of bytes with the settings the promises need. */
public final class KafkaClients {
    private static final int KIBI = 1024;
    private static final String NONE = "none";
    /** How long a consumer waits on a connection that may be dead; a fetch is answered within half a second. */
    private static final String REQUEST_MILLIS = "10000";

    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    public Admin admin() {
        return Admin.create(settings.with(Map.of("client.id", "spanwire-admin")));
    }

    /**
     * A producer that waits for all replicas and never reorders. It sends at once: batches form by themselves while the
     * request before is under way.
     *
     * @param delivery how long a record may take before its send fails
     * @param block how long {@code send} itself may block, for want of metadata or memory
     * @param memory bytes of records waiting, the bound behind which {@code send} blocks
     */
    public Producer<byte[], byte[]> producer(String name, Duration delivery, Duration block, long memory) {
        return new KafkaProducer<>(
                settings.with(Map.ofEntries(
                        Map.entry("client.id", name),
                        Map.entry("acks", "all"),
                        Map.entry("enable.idempotence", "true"),
                        Map.entry("max.in.flight.requests.per.connection", "1"),
                        Map.entry("linger.ms", "0"),
                        Map.entry("batch.size", Integer.toString(64 * KIBI)),
                        Map.entry("max.block.ms", Long.toString(block.toMillis())),
                        Map.entry("request.timeout.ms", Long.toString(Math.min(delivery.toMillis(), 10_000))),
                        Map.entry("delivery.timeout.ms", Long.toString(delivery.toMillis())),
                        Map.entry("buffer.memory", Long.toString(memory)))),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A consumer without a group, for partitions assigned by hand. */
    public Consumer<byte[], byte[]> reader(String name) {
        return reader(name, Map.of());
    }

    /** The same for a look at what is there: no broker holds its requests back for more to come, so it closes at once. */
    public Consumer<byte[], byte[]> probe(String name) {
        return reader(name, Map.of("fetch.max.wait.ms", "10"));
    }

    private Consumer<byte[], byte[]> reader(String name, Map<String, String> more) {
        Map<String, String> own =
                new HashMap<>(Map.of("client.id", name, "enable.auto.commit", "false", "auto.offset.reset", NONE));
        own.putAll(more);
        return consumer(own);
    }

    /**
     * A consumer of a group. Where to start is the caller's to say, so an unknown offset is an error.
     *
     * @param member a name that survives a restart, or empty: with it a restarted process takes its partitions back at
     *     once instead of waiting for its former self to time out
     */
    public Consumer<byte[], byte[]> member(String group, String name, String member, int maxRecords) {
        Map<String, String> own = new HashMap<>(Map.of(
                "client.id", name,
                "group.id", group,
                "enable.auto.commit", "false",
                "auto.offset.reset", NONE,
                "max.poll.records", Integer.toString(maxRecords),
                "fetch.max.wait.ms", "500",
                "session.timeout.ms", "10000",
                "heartbeat.interval.ms", "3000",
                "partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"));
        if (!member.isEmpty()) {
            own.put("group.instance.id", member);
        }
        return consumer(own);
    }

    private Consumer<byte[], byte[]> consumer(Map<String, String> own) {
        Map<String, Object> all = settings.with(own);
        all.putIfAbsent("allow.auto.create.topics", "false");
        all.putIfAbsent("request.timeout.ms", REQUEST_MILLIS);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
