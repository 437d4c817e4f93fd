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
    private final PartitionAssignment ownership = new PartitionAssignment(consumer, 24);

    @Test
    void aPartitionIsReadOnceItIsJoined() {
        give(LAST);

        assertThat(ownership.joining()).containsExactly(23);
        assertThat(consumer.paused()).containsExactly(LAST);
        ownership.joined(23, new PartitionProgress(7, PartitionProgress.UNKNOWN, 40));

        assertThat(ownership.joining()).isEmpty();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(LAST)).isEqualTo(7);
    }

    @Test
    void partitionsBeyondThoseOfTheInstallationAreNobodysAndStayUnread() {
        give(LAST, BEYOND);
        ownership.joined(23, new PartitionProgress(7, PartitionProgress.UNKNOWN, 40));

        ownership.rejoinAll();

        assertThat(ownership.joining()).containsExactly(23);
        assertThat(consumer.paused()).contains(BEYOND);
    }

    @Test
    void whatWasTakenAwayIsToldOnceAndNotJoined() {
        give(LAST);

        ownership.onPartitionsRevoked(List.of(LAST));

        assertThat(ownership.joining()).isEmpty();
        assertThat(ownership.takeRevoked()).containsExactly(23);
        assertThat(ownership.takeRevoked()).isEmpty();
    }

    private void give(TopicPartition... partitions) {
        consumer.assign(List.of(partitions));
        ownership.onPartitionsAssigned(List.of(partitions));
    }
}
