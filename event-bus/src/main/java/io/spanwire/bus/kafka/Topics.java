package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The three topics of an installation. All have the same number of partitions; a stream has the same partition in each.
 * {@link TopicRetention} says how long their records are kept.
 */
public final class Topics {
    public static final String COMMANDS = "spanwire.commands";
    public static final String EVENTS = "spanwire.events";
    public static final String OUTCOMES = "spanwire.outcomes";

    /** The consumer group of all workers, which divide the commands' partitions among them. */
    public static final String WORKER_GROUP = "spanwire.workers";

    /** All of them. */
    public static final List<String> ALL = List.of(COMMANDS, EVENTS, OUTCOMES);

    private static final long TIMEOUT_SECONDS = 30;

    private Topics() {}

    /**
     * The state of the topics.
     *
     * @param commandLog Kafka's id of the command topic; it changes when the topic is recreated
     * @param warnings one sentence for each topic with too few replicas
     */
    public record Ensured(String commandLog, List<String> warnings) {}

    /**
     * Creates missing topics and checks existing ones.
     *
     * @param replicas of each partition; empty for three, or the number of brokers if there are fewer
     * @throws PartitionCountMismatch when a topic has another number of partitions
     * @throws TooFewBrokers when there are fewer brokers than {@code replicas}
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public static Ensured ensure(KafkaClients clients, int partitions, OptionalInt replicas) {
        return look(clients, replicas, (admin, replication) -> {
            for (String topic : missing(admin)) {
                create(admin, topic, partitions, replication.ofNewTopic(topic));
            }
            return check(admin, partitions, replication);
        });
    }

    /**
     * Checks the topics, for a login that may not create them.
     *
     * @throws TopicsMissing when a topic does not exist
     * @throws PartitionCountMismatch when a topic has another number of partitions
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public static Ensured require(KafkaClients clients, int partitions, OptionalInt replicas) {
        return look(clients, replicas, (admin, replication) -> {
            List<String> missing = missing(admin);
            if (!missing.isEmpty()) {
                throw new TopicsMissing(missing);
            }
            return check(admin, partitions, replication);
        });
    }

    /** What is done with the topics of a cluster. */
    @FunctionalInterface
    private interface Look {
        Ensured at(Admin admin, Replication replication)
                throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static Ensured look(KafkaClients clients, OptionalInt replicas, Look look) {
        try (Admin admin = clients.admin()) {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .size();
            return look.at(admin, new Replication(brokers, replicas));
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailable("Kafka did not create or describe Spanwire's topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while asking Kafka for its topics", e);
        }
    }

    private static List<String> missing(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return ALL.stream().filter(topic -> !existing.contains(topic)).toList();
    }

    /**
     * Makes the brokers force the command log to disk at least this often, as soon as their flush scheduler finds it due
     * ({@code log.flush.scheduler.interval.ms}). For a broker without replicas; a change takes effect at once.
     *
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public static void flushCommands(KafkaClients clients, Duration interval) {
        ConfigResource commands = new ConfigResource(ConfigResource.Type.TOPIC, COMMANDS);
        AlterConfigOp flush = new AlterConfigOp(
                new ConfigEntry("flush.ms", Long.toString(interval.toMillis())), AlterConfigOp.OpType.SET);
        try (Admin admin = clients.admin()) {
            admin.incrementalAlterConfigs(Map.of(commands, List.of(flush)))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailable("Kafka did not change the command log's flush interval", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while changing the command log's flush interval", e);
        }
    }

    private static void create(Admin admin, String topic, int partitions, short replicas)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> configs =
                new HashMap<>(TopicRetention.settings(Objects.requireNonNull(TopicRetention.STANDARD.get(topic))));
        configs.put("message.timestamp.type", "LogAppendTime"); // accepts producers with a wrong clock
        configs.put(Replication.IN_SYNC, Integer.toString(Replication.inSync(replicas)));
        NewTopic newTopic = new NewTopic(topic, partitions, replicas).configs(configs);
        try {
            admin.createTopics(List.of(newTopic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Retries, because a broker may not know a new topic for a moment. */
    private static Map<String, TopicDescription> describe(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            try {
                return admin.describeTopics(ALL).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
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

    /** A topic's {@code min.insync.replicas}; empty if this client may not read it. */
    private static OptionalInt inSync(Admin admin, String topic, int replicas)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (replicas < 2) {
            return OptionalInt.of(replicas);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .get(resource));
            return OptionalInt.of(
                    Integer.parseInt(config.get(Replication.IN_SYNC).value()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }
}
