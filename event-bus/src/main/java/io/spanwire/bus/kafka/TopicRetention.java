package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How long Kafka keeps the records of Spanwire's topics. Commands must outlast the longest time without a worker, because
 * an accepted command exists only there until it is decided. Events are a copy for readers of the topic, outcomes are hints.
 *
 * <p>Kafka deletes whole segments, so a topic's segments are closed several times within its retention, and size never
 * deletes a record: a broker's default limit would delete commands that nobody has decided.
 */
public final class TopicRetention {
    /** The retention of a new topic. */
    public static final Map<String, Duration> STANDARD = Map.of(
            Topics.COMMANDS, Duration.ofDays(7),
            Topics.EVENTS, Duration.ofDays(7),
            Topics.OUTCOMES, Duration.ofHours(1));

    private static final long TIMEOUT_SECONDS = 30;
    private static final String TIME = "retention.ms";
    private static final String SIZE = "retention.bytes";
    private static final String POLICY = "cleanup.policy";
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    private TopicRetention() {}

    /** The settings of a topic whose records are kept this long. */
    static Map<String, String> settings(Duration kept) {
        Duration part = kept.dividedBy(6);
        Duration segment = part.compareTo(LONGEST_SEGMENT) > 0 ? LONGEST_SEGMENT : part;
        return Map.of(
                POLICY,
                "delete",
                TIME,
                Long.toString(kept.toMillis()),
                SIZE,
                "-1",
                "segment.ms",
                Long.toString(segment.toMillis()));
    }

    /**
     * Sets the retention of existing topics, where it is another one.
     *
     * @throws KafkaUnavailable when Kafka does not answer or does not permit it
     */
    public static void apply(KafkaClients clients, Map<String, Duration> retention) {
        try (Admin admin = clients.admin()) {
            Map<ConfigResource, Config> current = describe(admin, retention.keySet());
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            retention.forEach((topic, kept) -> {
                Config config = Objects.requireNonNull(current.get(resource(topic)));
                List<AlterConfigOp> different = settings(kept).entrySet().stream()
                        .filter(wanted -> !config.get(wanted.getKey()).value().equals(wanted.getValue()))
                        .map(wanted -> new AlterConfigOp(
                                new ConfigEntry(wanted.getKey(), wanted.getValue()), AlterConfigOp.OpType.SET))
                        .toList();
                if (!different.isEmpty()) {
                    changes.put(resource(topic), different);
                }
            });
            admin.incrementalAlterConfigs(changes).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailable("Kafka did not change the retention of " + retention.keySet(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while changing the retention of topics", e);
        }
    }

    /**
     * How long the command log keeps a command, at least, and what else may delete commands. Blocking.
     *
     * @throws KafkaUnavailable when Kafka does not answer, or does not permit to read it
     */
    public static CommandRetention ofCommands(Admin admin) {
        try {
            Config config = Objects.requireNonNull(
                    describe(admin, List.of(Topics.COMMANDS)).get(resource(Topics.COMMANDS)));
            long millis = Long.parseLong(config.get(TIME).value());
            return new CommandRetention(
                    millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)),
                    config.get(POLICY).value().contains("compact")
                            || Long.parseLong(config.get(SIZE).value()) >= 0);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailable("Kafka did not describe the settings of " + Topics.COMMANDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while asking Kafka for the retention of commands", e);
        }
    }

    /**
     * The retention of the command log.
     *
     * @param kept how long a command is kept at least; empty for ever
     * @param isUnsafe whether compaction or a limit of size may delete a command before
     */
    public record CommandRetention(Optional<Duration> kept, boolean isUnsafe) {}

    private static Map<ConfigResource, Config> describe(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeConfigs(
                        topics.stream().map(TopicRetention::resource).collect(Collectors.toSet()))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
