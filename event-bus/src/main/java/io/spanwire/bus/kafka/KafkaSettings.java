package io.spanwire.bus.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How to reach Kafka. {@code client} passes settings through to every Kafka client (security, timeouts); what would
 * weaken a promise is refused: producers wait for all replicas, are idempotent and retry.
 *
 * @param bootstrap {@code host:port,host:port}
 */
public record KafkaSettings(String bootstrap, Map<String, String> client) {
    private static final Map<String, Set<String>> SAFE = Map.of(
            "acks", Set.of("all", "-1"),
            "enable.idempotence", Set.of("true"),
            "enable.auto.commit", Set.of("false"),
            "allow.auto.create.topics", Set.of("false"));
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "retries",
            "max.in.flight.requests.per.connection",
            "delivery.timeout.ms",
            "partitioner.class",
            "partitioner.ignore.keys",
            "group.id",
            "auto.offset.reset",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "transactional.id",
            "isolation.level",
            "interceptor.classes");

    /** Refuses unsafe settings with an {@link IllegalArgumentException} that names the key. */
    public KafkaSettings {
        client = Map.copyOf(client);
        refuseUnsafe(client);
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("kafka.bootstrap is empty: give host:port of a broker");
        }
    }

    public static KafkaSettings of(String bootstrap) {
        return new KafkaSettings(bootstrap, Map.of());
    }

    /** The settings of one client: what every client has, then what this one needs. */
    Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new LinkedHashMap<>(client);
        all.put("bootstrap.servers", bootstrap);
        all.putAll(own);
        return all;
    }

    /**
     * Checks client settings before there is a broker to reach.
     *
     * @throws IllegalArgumentException that names the first key that would weaken a promise
     */
    public static void refuseUnsafe(Map<String, String> client) {
        client.forEach(KafkaSettings::refuseUnsafe);
    }

    private static void refuseUnsafe(String key, String value) {
        if (OURS.contains(key)) {
            throw new IllegalArgumentException("kafka.client." + key + " is Spanwire's own to set; take it out");
        }
        Set<String> safe = SAFE.get(key);
        if (safe != null && !safe.contains(value)) {
            throw new IllegalArgumentException("kafka.client." + key + "=" + value
                    + " would break \"accepted means durable\"; take it out or set it to "
                    + safe.iterator().next());
        }
    }
}
