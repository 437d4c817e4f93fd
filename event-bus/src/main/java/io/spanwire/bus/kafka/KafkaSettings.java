package io.spanwire.bus.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The Kafka connection. {@code client} passes settings through to every Kafka client (security, timeouts); settings
 * that would weaken a promise are rejected: producers wait for all replicas, are idempotent and retry.
 *
 * @param bootstrap {@code host:port,host:port}
 */
public record KafkaSettings(String bootstrap, Map<String, String> client) {
    private static final Map<String, Set<String>> ALLOWED_VALUES = Map.of(
            "acks", Set.of("all", "-1"),
            "enable.idempotence", Set.of("true"),
            "enable.auto.commit", Set.of("false"),
            "allow.auto.create.topics", Set.of("false"));
    private static final Set<String> RESERVED = Set.of(
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

    /** @throws IllegalArgumentException when a setting is unsafe; the message names the key */
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

    /** The settings of one client: those common to all clients, overridden by its own. */
    Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new LinkedHashMap<>(client);
        all.put("bootstrap.servers", bootstrap);
        all.putAll(own);
        return all;
    }

    /**
     * Checks client settings before a broker is reachable.
     *
     * @throws IllegalArgumentException when a setting would weaken a promise; the message names the key
     */
    public static void refuseUnsafe(Map<String, String> client) {
        client.forEach(KafkaSettings::refuseUnsafe);
    }

    private static void refuseUnsafe(String key, String value) {
        if (RESERVED.contains(key)) {
            throw new IllegalArgumentException("kafka.client." + key + " is set by Spanwire; remove it");
        }
        Set<String> allowed = ALLOWED_VALUES.get(key);
        if (allowed != null && !allowed.contains(value)) {
            throw new IllegalArgumentException("kafka.client." + key + "=" + value
                    + " would break \"accepted means durable\"; remove it or set it to "
                    + allowed.iterator().next());
        }
    }
}
