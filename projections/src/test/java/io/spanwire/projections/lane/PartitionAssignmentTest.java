package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.projections.journal.PartitionProgress;
import java.util.List;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionAssignmentTest {
    private static final TopicPartition LAST = PartitionAssignment.commands(23);
    private static final TopicPartition BEYOND = PartitionAssignment.commands(24);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final PartitionAssignment assignment = new PartitionAssignment(consumer, 24);

    @Test
    void partitionIsReadOnceItIsJoined() {
        assign(LAST);

        assertThat(assignment.unjoined()).containsExactly(23);
        assertThat(consumer.paused()).containsExactly(LAST);
        assignment.read(23, new PartitionProgress(7, PartitionProgress.UNKNOWN, 40));

        assertThat(assignment.unjoined()).isEmpty();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(LAST)).isEqualTo(7);
    }

    @Test
    void partitionsBeyondTheInstallationsAreNotRead() {
        assign(LAST, BEYOND);
        assignment.read(23, new PartitionProgress(7, PartitionProgress.UNKNOWN, 40));

        assignment.rejoinAll();

        assertThat(assignment.unjoined()).containsExactly(23);
        assertThat(consumer.paused()).contains(BEYOND);
    }

    @Test
    void revokedPartitionIsReturnedOnceAndNotJoined() {
        assign(LAST);

        assignment.onPartitionsRevoked(List.of(LAST));

        assertThat(assignment.unjoined()).isEmpty();
        assertThat(assignment.takeRevoked()).containsExactly(23);
        assertThat(assignment.takeRevoked()).isEmpty();
    }

    private void assign(TopicPartition... partitions) {
        consumer.assign(List.of(partitions));
        assignment.onPartitionsAssigned(List.of(partitions));
    }
}
