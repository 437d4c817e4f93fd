package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.HistoryIdentity;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.PartitionProgressStore;
import io.spanwire.projections.relay.HistoryMismatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommandLogValidatorTest {
    private static final TopicPartition ZERO = PartitionAssignment.commands(0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final FakeProgressStore store = new FakeProgressStore("the-log");
    private String topic = "the-log";
    private final OffsetReporter report = new OffsetReporter(consumer, OffsetReporter.INTERVAL);
    private final CommandLogValidator validator =
            new CommandLogValidator(consumer, new Partitioning(2), report, () -> topic);

    /** The partitions' progress as PostgreSQL stores it. */
    private static final class FakeProgressStore implements PartitionProgressStore {
        private final String commandLog;
        private final Map<Integer, PartitionProgress> partitions = new HashMap<>();

        FakeProgressStore(String commandLog) {
            this.commandLog = commandLog;
        }

        @Override
        public HistoryIdentity history() {
            return new HistoryIdentity("this-epoch", Optional.of(commandLog));
        }

        @Override
        public Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> asked) {
            Map<Integer, PartitionProgress> found = new HashMap<>(partitions);
            found.keySet().retainAll(asked);
            return found;
        }

        @Override
        public void rewind(int partition, PartitionProgress read, long offset, String topic) {
            if (topic.equals(commandLog)) {
                partitions.computeIfPresent(
                        partition,
                        (number, now) -> now.nextOffset() == read.nextOffset() && offset < now.nextOffset()
                                ? new PartitionProgress(offset, PartitionProgress.UNKNOWN, now.head())
                                : now);
            }
        }

        PartitionProgress at(int partition) {
            return Objects.requireNonNull(partitions.get(partition));
        }
    }

    @Test
    void longerLogContinuesAtTheStoredOffset() {
        kafkaHas(0, 20);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));

        Map<Integer, PartitionProgress> from = validator.validate(store, store.partitionProgress(Set.of(0)));

        assertThat(from).containsExactly(Map.entry(0, new PartitionProgress(12, 3, 40)));
    }

    @Test
    void truncatedLogContinuesAtItsEndAndKeepsPositions() {
        kafkaHas(0, 9);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));

        Map<Integer, PartitionProgress> from = validator.validate(store, store.partitionProgress(Set.of(0)));

        assertThat(from).containsExactly(Map.entry(0, new PartitionProgress(9, PartitionProgress.UNKNOWN, 40)));
        assertThat(store.at(0).nextOffset()).isEqualTo(9);
    }

    @Test
    void truncationFoundByLeaderEpochRewindsEvenIfTheLogHasGrown() {
        kafkaHas(0, 30);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));

        validator.rewind(
                store,
                new LogTruncationException("truncated", Map.of(ZERO, 12L), Map.of(ZERO, new OffsetAndMetadata(7))));

        assertThat(store.at(0)).isEqualTo(new PartitionProgress(7, PartitionProgress.UNKNOWN, 40));
    }

    @Test
    void truncationAboveTheDecidedOffsetChangesNothing() {
        kafkaHas(0, 30);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));

        validator.rewind(
                store,
                new LogTruncationException("truncated", Map.of(ZERO, 20L), Map.of(ZERO, new OffsetAndMetadata(15))));

        assertThat(store.at(0)).isEqualTo(new PartitionProgress(12, 3, 40));
    }

    @Test
    void recreatedTopicIsRefused() {
        kafkaHas(0, 30);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));
        topic = "another-log";

        assertThatThrownBy(() -> validator.validate(store, store.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("deleted and recreated");
        assertThat(store.at(0).nextOffset()).isEqualTo(12);
    }

    @Test
    void undecidedCommandsRemovedByRetentionAreReported() {
        kafkaHas(15, 20);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));

        assertThatThrownBy(() -> validator.validate(store, store.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("retention");
    }

    @Test
    void topicReplacedWhileReadIsRefused() {
        kafkaHas(0, 20);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));
        validator.validate(store, store.partitionProgress(Set.of(0)));
        validator.checkTopic();

        topic = "another-log";

        assertThatThrownBy(validator::checkTopic)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("deleted and recreated");
    }

    @Test
    void topicDeletedWhileReadIsRefused() {
        kafkaHas(0, 20);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));
        validator.validate(store, store.partitionProgress(Set.of(0)));

        topic = "";

        assertThatThrownBy(validator::checkTopic)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("was deleted");
    }

    @Test
    void databaseBehindReportedOffsetsIsRefused() {
        kafkaHas(0, 20);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));
        reported(14, "this-epoch");

        assertThatThrownBy(() -> validator.validate(store, store.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("older backup");
    }

    @Test
    void missingDecisionsInAnotherLanesPartitionAreRefused() {
        TopicPartition one = PartitionAssignment.commands(1);
        kafkaHas(0, 20);
        consumer.updateEndOffsets(Map.of(one, 20L));
        store.partitions.put(0, new PartitionProgress(12, 3, 40));
        store.partitions.put(1, new PartitionProgress(12, 3, 40));
        consumer.assign(Set.of(ZERO, one));
        consumer.commitSync(Map.of(one, new OffsetAndMetadata(14, "this-epoch")));

        assertThatThrownBy(() -> validator.validate(store, store.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("Partition 1");
    }

    @Test
    void offsetsWithAnotherEpochOrWithoutOneAreIgnored() {
        kafkaHas(0, 20);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));

        for (String epoch : new String[] {"another-epoch", ""}) {
            reported(14, epoch);
            assertThat(validator.validate(store, store.partitionProgress(Set.of(0))))
                    .containsExactly(Map.entry(0, new PartitionProgress(12, 3, 40)));
        }
    }

    @Test
    void reportsBeyondATruncationAreCorrected() {
        kafkaHas(0, 9);
        store.partitions.put(0, new PartitionProgress(12, 3, 40));
        reported(12, "this-epoch");
        validator.validate(store, store.partitionProgress(Set.of(0)));

        kafkaHas(0, 20); // grown past the old offset before the next report

        assertThat(validator.validate(store, store.partitionProgress(Set.of(0))))
                .containsExactly(Map.entry(0, new PartitionProgress(9, PartitionProgress.UNKNOWN, 40)));
    }

    private void reported(long offset, String epoch) {
        consumer.assign(Set.of(ZERO));
        consumer.commitSync(Map.of(ZERO, new OffsetAndMetadata(offset, epoch)));
    }

    private void kafkaHas(long begin, long end) {
        consumer.updateBeginningOffsets(Map.of(ZERO, begin));
        consumer.updateEndOffsets(Map.of(ZERO, end));
    }
}
