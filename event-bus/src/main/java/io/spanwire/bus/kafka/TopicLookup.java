package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks up what Kafka knows of one topic: its id, and the ends of its partitions. Any thread. */
public final class TopicLookup implements AutoCloseable {
    /** No epoch was given. */
    public static final int UNKNOWN_EPOCH = -1;

    private static final long SECONDS = 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private final String topic;

    /**
     * The end of a partition.
     *
     * @param offset of the next record
     * @param leaderEpoch the leader's epoch, which changes with each new leader; or {@link #UNKNOWN_EPOCH}
     */
    public record End(long offset, int leaderEpoch) {}

    public TopicLookup(KafkaClients clients, String topic) {
        this.admin = clients.admin();
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }

    /**
     * Kafka's id of the topic, which changes when the topic is deleted and recreated; empty when no topic has this name.
     * Blocking.
     *
     * @throws KafkaUnavailable when Kafka does not answer
     */
    public Optional<String> id() {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .map(description -> description.topicId().toString())
                    .findFirst();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaUnavailable("Kafka did not describe " + topic, refused);
        } catch (TimeoutException late) {
            throw new KafkaUnavailable("Kafka did not describe " + topic + " in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while asking Kafka for " + topic, interrupted);
        }
    }

    /** The ends of the partitions. Completes on a thread of the Kafka client; fails when Kafka does not answer. */
    public CompletionStage<Map<Integer, End>> ends(Collection<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().toCompletionStage().thenApply(TopicLookup::byNumber);
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }

    private static Map<Integer, End> byNumber(Map<TopicPartition, ListOffsetsResultInfo> found) {
        Map<Integer, End> ends = new HashMap<>();
        found.forEach((partition, info) -> ends.put(
                partition.partition(), new End(info.offset(), info.leaderEpoch().orElse(UNKNOWN_EPOCH))));
        return ends;
    }
}
