package io.spanwire.bus.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
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

    private static final long SECONDS = 30;
    private static final Map<String, String> RETENTION = Map.of(
            COMMANDS, Long.toString(TimeUnit.DAYS.toMillis(7)),
            EVENTS, Long.toString(TimeUnit.DAYS.toMillis(7)),
            OUTCOMES, Long.toString(TimeUnit.HOURS.toMillis(1)));

    private Topics() {}

    /**
     * Creates the topics that do not exist yet and checks those that do.
     *
     * @return Kafka's id of the command log: another one after the topic was deleted and made anew
     * @param replication replicas of each partition, or 0 for the broker's default
     * @throws PartitionCountMismatch when a topic has another number of partitions
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public static String ensure(KafkaClients clients, int partitions, int replication) {
        try (Admin admin = clients.admin()) {
            Set<String> existing = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
            for (String topic : List.of(COMMANDS, EVENTS, OUTCOMES)) {
                if (!existing.contains(topic)) {
                    create(admin, topic, partitions, replication);
                }
            }
            return check(admin, partitions);
        } catch (ExecutionException | TimeoutException refused) {
            throw new KafkaUnavailable("Kafka did not create or describe Spanwire's topics", refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while asking Kafka for its topics", interrupted);
        }
    }

    private static void create(Admin admin, String topic, int partitions, int replication)
            throws ExecutionException, InterruptedException, TimeoutException {
        NewTopic wanted = new NewTopic(
                topic, Optional.of(partitions), replication == 0 ? Optional.empty() : Optional.of((short) replication));
        Map<String, String> configs = new HashMap<>();
        configs.put("cleanup.policy", "delete");
        configs.put("message.timestamp.type", "LogAppendTime"); // a sender whose clock is wrong is not refused
        configs.put("retention.ms", RETENTION.getOrDefault(topic, "-1"));
        wanted.configs(configs);
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
                return admin.describeTopics(List.of(COMMANDS, EVENTS, OUTCOMES))
                        .allTopicNames()
                        .get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw failed;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static String check(Admin admin, int partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, TopicDescription> topics = describe(admin);
        for (TopicDescription topic : topics.values()) {
            if (topic.partitions().size() != partitions) {
                throw new PartitionCountMismatch(
                        topic.name(), topic.partitions().size(), partitions);
            }
        }
        return identity(topics);
    }

    private static String identity(Map<String, TopicDescription> topics) {
        return Objects.requireNonNull(topics.get(COMMANDS)).topicId().toString();
    }
}
