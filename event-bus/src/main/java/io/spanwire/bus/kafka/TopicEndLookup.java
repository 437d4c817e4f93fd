package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Looks up the ends of a topic's partitions without blocking. Any thread. */
public final class TopicEndLookup implements AutoCloseable {
    /** No epoch was given. */
    public static final int UNKNOWN_EPOCH = -1;

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

    public TopicEndLookup(KafkaClients clients, String topic) {
        this.admin = clients.admin();
        this.topic = topic;
    }

    /** Completes on a thread of the Kafka client; fails when Kafka does not answer. */
    public CompletionStage<Map<Integer, End>> ends(Collection<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().toCompletionStage().thenApply(TopicEndLookup::byNumber);
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
