package io.spanwire.launcher.settings;

import java.util.Map;
import java.util.Set;

/** Refuses Kafka client properties under which an acknowledged command could be lost, doubled or reordered. */
final class KafkaSafety {
    private static final Map<String, Set<String>> ONLY =
            Map.of("acks", Set.of("all", "-1"), "enable.idempotence", Set.of("true"));
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "group.id",
            "transactional.id",
            "enable.auto.commit",
            "isolation.level",
            "partitioner.class");

    private KafkaSafety() {}

    static void check(Map<String, String> client) {
        client.forEach(KafkaSafety::check);
    }

    private static void check(String property, String value) {
        String key = Key.KAFKA_CLIENT + property;
        Set<String> safe = ONLY.get(property);
        if (safe != null && !safe.contains(value)) {
            throw InvalidSetting.of(
                    key, "is " + value + ", which is unsafe", "An accepted command must survive: leave it out.");
        }
        if (OURS.contains(property)) {
            throw InvalidSetting.of(
                    key, "cannot be set", "Spanwire sets it itself; the servers are in spanwire.kafka.bootstrap.");
        }
    }
}
