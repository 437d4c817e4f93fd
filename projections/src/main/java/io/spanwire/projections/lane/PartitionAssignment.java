package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.Topics;
import io.spanwire.projections.journal.PartitionProgress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that Kafka has assigned to a lane, and which of them it has yet to join: to read their progress from
 * PostgreSQL and relay what is missing. A partition stays paused until it is joined. Called on the lane's thread, also
 * from within its polls.
 */
final class PartitionAssignment implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionAssignment.class);

    private final Consumer<byte[], byte[]> consumer;
    private final int partitions;
    private final Set<Integer> unjoined = new HashSet<>();
    private final Set<Integer> revoked = new HashSet<>();
    private boolean assigned;

    /** @param partitions of the installation; further partitions of the topic are never read */
    PartitionAssignment(Consumer<byte[], byte[]> consumer, int partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** Whether Kafka has made its first assignment, even an empty one. */
    boolean isAssigned() {
        return assigned;
    }

    /** Whether there are partitions to join or to release. */
    boolean hasChanged() {
        return !unjoined.isEmpty() || !revoked.isEmpty();
    }

    Set<Integer> unjoined() {
        return Set.copyOf(unjoined);
    }

    /** Returns the partitions revoked since the last call. */
    Set<Integer> takeRevoked() {
        Set<Integer> taken = Set.copyOf(revoked);
        revoked.clear();
        return taken;
    }

    /**
     * Reads a joined partition from its progress on; Kafka checks by the leader epoch that the log was not truncated.
     */
    void read(int partition, PartitionProgress progress) {
        TopicPartition commands = commands(partition);
        Optional<Integer> epoch =
                Optional.of(progress.leaderEpoch()).filter(known -> known != PartitionProgress.UNKNOWN);
        consumer.seek(commands, new OffsetAndMetadata(progress.nextOffset(), epoch, ""));
        consumer.resume(List.of(commands));
        unjoined.remove(partition);
    }

    /** Has all partitions joined again, because the lane's view of them may be wrong. */
    void rejoinAll() {
        consumer.pause(consumer.assignment());
        consumer.assignment().forEach(this::addUnjoined);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        assigned = true;
        for (TopicPartition partition : added) {
            consumer.seek(partition, 0);
            addUnjoined(partition);
        }
        consumer.pause(added);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
        for (TopicPartition partition : removed) {
            unjoined.remove(partition.partition());
            revoked.add(partition.partition());
        }
    }

    private void addUnjoined(TopicPartition partition) {
        if (partition.partition() < partitions) {
            unjoined.add(partition.partition());
        } else {
            LOG.error("topic has more partitions than the installation, not read partition={}", partition);
        }
    }

    static TopicPartition commands(int partition) {
        return new TopicPartition(Topics.COMMANDS, partition);
    }
}
