package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks up Kafka's id of a topic, which changes when the topic is deleted and recreated. Blocking; any thread. */
public final class TopicIdLookup implements AutoCloseable {
    private static final long SECONDS = 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private final String name;

    public TopicIdLookup(KafkaClients clients, String name) {
        this.admin = clients.admin();
        this.name = name;
    }

    public String name() {
        return name;
    }

    /**
     * Kafka's id of the topic, or empty when no topic has this name.
     *
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public Optional<String> current() {
        try {
            return admin.describeTopics(List.of(name)).allTopicNames().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .map(topic -> topic.topicId().toString())
                    .findFirst();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaUnavailable("Kafka did not describe " + name, refused);
        } catch (TimeoutException late) {
            throw new KafkaUnavailable("Kafka did not describe " + name + " in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while asking Kafka for " + name, interrupted);
        }
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }
}
