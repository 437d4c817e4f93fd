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
 * Which partitions a lane has been given, and which of them it has yet to join: to ask PostgreSQL where they stand and to
 * catch up with their relay. A partition is read only once joined. Called on the lane's thread, from within its polls.
 */
final class PartitionAssignment implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionAssignment.class);

    private final Consumer<byte[], byte[]> consumer;
    private final int partitions;
    private final Set<Integer> joining = new HashSet<>();
    private final Set<Integer> left = new HashSet<>();
    private boolean assigned;

    /**
     * Nothing yet.
     *
     * @param partitions of the installation; what the topic has beyond them is nobody's and is never read
     */
    PartitionAssignment(Consumer<byte[], byte[]> consumer, int partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** Whether Kafka has told this lane its share, even an empty one. */
    boolean assigned() {
        return assigned;
    }

    Set<Integer> joining() {
        return Set.copyOf(joining);
    }

    /** Partitions taken away since the last call. */
    Set<Integer> takeRevoked() {
        Set<Integer> taken = Set.copyOf(left);
        left.clear();
        return taken;
    }

    /** Reads from here on; Kafka checks, by the leader epoch, that the log is still the one that was read. */
    void joined(int partition, PartitionProgress standing) {
        TopicPartition commands = commands(partition);
        Optional<Integer> epoch = standing.leaderEpoch() == PartitionProgress.UNKNOWN
                ? Optional.empty()
                : Optional.of(standing.leaderEpoch());
        consumer.seek(commands, new OffsetAndMetadata(standing.nextOffset(), epoch, ""));
        consumer.resume(List.of(commands));
        joining.remove(partition);
    }

    /** All to be joined again: what we believe about them may be wrong. */
    void rejoinAll() {
        consumer.pause(consumer.assignment());
        consumer.assignment().forEach(this::toBeJoined);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
        assigned = true;
        for (TopicPartition partition : given) {
            consumer.seek(partition, 0);
            toBeJoined(partition);
        }
        consumer.pause(given);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> taken) {
        for (TopicPartition partition : taken) {
            joining.remove(partition.partition());
            left.add(partition.partition());
        }
    }

    private void toBeJoined(TopicPartition owned) {
        if (owned.partition() < partitions) {
            joining.add(owned.partition());
        } else {
            LOG.error("topic has more partitions than the installation, not read partition={}", owned);
        }
    }

    static TopicPartition commands(int partition) {
        return new TopicPartition(Topics.COMMANDS, partition);
    }
}
