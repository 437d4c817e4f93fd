package io.spanwire.bus.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The three topics of an installation. All have its N partitions: a stream's commands and events share the number of its
 * partition. Commands are kept long (they are what "accepted" rests on until decided), events are the live copy of what
 * PostgreSQL keeps for good, outcomes are hints that are old after minutes.
 */
public final class Topics {
    public static final String COMMANDS = "spanwire.commands";
    public static final String EVENTS = "spanwire.events";
    public static final String OUTCOMES = "spanwire.outcomes";

    private static final List<String> ALL = List.of(COMMANDS, EVENTS, OUTCOMES);
    private static final long SECONDS = 30;
    private static final Map<String, String> RETENTION = Map.of(
            COMMANDS, Long.toString(TimeUnit.DAYS.toMillis(7)),
            EVENTS, Long.toString(TimeUnit.DAYS.toMillis(7)),
            OUTCOMES, Long.toString(TimeUnit.HOURS.toMillis(1)));

    private Topics() {}

    /**
     * What the topics are now.
     *
     * @param commandLog Kafka's id of the topic of commands: another one after the topic was deleted and created again
     * @param warnings a sentence for each topic whose records are on fewer brokers than they should be
     */
    public record Ensured(String commandLog, List<String> warnings) {}

    /**
     * Creates the topics that do not exist yet and checks those that do.
     *
     * @param replicas of each partition that the settings ask for; else three, or as many as there are brokers
     * @throws PartitionCountMismatch when a topic has another number of partitions
     * @throws TooFewBrokers when a new topic cannot have as many replicas as asked for
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public static Ensured ensure(KafkaClients clients, int partitions, OptionalInt replicas) {
        try (Admin admin = clients.admin()) {
            Replication replication = new Replication(
                    admin.describeCluster()
                            .nodes()
                            .get(SECONDS, TimeUnit.SECONDS)
                            .size(),
                    replicas);
            Set<String> existing = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
            for (String topic : ALL) {
                if (!existing.contains(topic)) {
                    create(admin, topic, partitions, replication.ofNewTopic(topic));
                }
            }
            return check(admin, partitions, replication);
        } catch (ExecutionException | TimeoutException refused) {
            throw new KafkaUnavailable("Kafka did not create or describe Spanwire's topics", refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while asking Kafka for its topics", interrupted);
        }
    }

    private static void create(Admin admin, String topic, int partitions, short replicas)
            throws ExecutionException, InterruptedException, TimeoutException {
        NewTopic wanted = new NewTopic(topic, partitions, replicas)
                .configs(Map.of(
                        "cleanup.policy",
                        "delete",
                        "message.timestamp.type",
                        "LogAppendTime", // a sender whose clock is wrong is not refused
                        Replication.IN_SYNC,
                        Integer.toString(Replication.inSync(replicas)),
                        "retention.ms",
                        RETENTION.getOrDefault(topic, "-1")));
        try {
            admin.createTopics(List.of(wanted)).all().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    /** A topic just created may be unknown for a moment to the broker that is asked. */
    private static Map<String, TopicDescription> describe(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try {
                return admin.describeTopics(ALL).allTopicNames().get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw failed;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static Ensured check(Admin admin, int partitions, Replication replication)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, TopicDescription> topics = describe(admin);
        List<String> warnings = new ArrayList<>();
        for (TopicDescription topic : topics.values()) {
            if (topic.partitions().size() != partitions) {
                throw new PartitionCountMismatch(
                        topic.name(), topic.partitions().size(), partitions);
            }
            int replicas = topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            replication
                    .warning(topic.name(), replicas, inSync(admin, topic.name(), replicas))
                    .ifPresent(warnings::add);
        }
        return new Ensured(
                Objects.requireNonNull(topics.get(COMMANDS)).topicId().toString(), warnings);
    }

    /** A topic's {@code min.insync.replicas}; empty when Kafka does not let this client read it. */
    private static OptionalInt inSync(Admin admin, String topic, int replicas)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (replicas < 2) {
            return OptionalInt.of(replicas);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .get(resource));
            return OptionalInt.of(
                    Integer.parseInt(config.get(Replication.IN_SYNC).value()));
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof AuthorizationException) {
                return OptionalInt.empty();
            }
            throw refused;
        }
    }
}
