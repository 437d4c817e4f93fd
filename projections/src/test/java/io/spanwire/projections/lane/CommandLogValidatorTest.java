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
    private final Kept kept = new Kept("the-log");
    private String topic = "the-log";
    private final OffsetReporter report = new OffsetReporter(consumer, OffsetReporter.EVERY);
    private final CommandLogValidator log = new CommandLogValidator(consumer, new Partitioning(2), report, () -> topic);

    /** One installation's partitions, as PostgreSQL keeps them. */
    private static final class Kept implements PartitionProgressStore {
        private final String commandLog;
        private final Map<Integer, PartitionProgress> partitions = new HashMap<>();

        Kept(String commandLog) {
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
    void aLogThatReachesFartherIsReadOnWhereItWasLeft() {
        kafkaHas(0, 20);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));

        Map<Integer, PartitionProgress> from = log.join(kept, kept.partitionProgress(Set.of(0)));

        assertThat(from).containsExactly(Map.entry(0, new PartitionProgress(12, 3, 40)));
    }

    @Test
    void aLogThatEndsTooSoonIsReadOnFromItsEndAndKeepsItsPositions() {
        kafkaHas(0, 9);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));

        Map<Integer, PartitionProgress> from = log.join(kept, kept.partitionProgress(Set.of(0)));

        assertThat(from).containsExactly(Map.entry(0, new PartitionProgress(9, PartitionProgress.UNKNOWN, 40)));
        assertThat(kept.at(0).nextOffset()).isEqualTo(9);
    }

    @Test
    void aCutThatKafkaFindsByLeaderEpochSetsBackEvenWhenTheLogHasGrownAgain() {
        kafkaHas(0, 30);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));

        log.cut(kept, new LogTruncationException("cut", Map.of(ZERO, 12L), Map.of(ZERO, new OffsetAndMetadata(7))));

        assertThat(kept.at(0)).isEqualTo(new PartitionProgress(7, PartitionProgress.UNKNOWN, 40));
    }

    @Test
    void aCutBehindWhatWasDecidedChangesNothing() {
        kafkaHas(0, 30);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));

        log.cut(kept, new LogTruncationException("cut", Map.of(ZERO, 20L), Map.of(ZERO, new OffsetAndMetadata(15))));

        assertThat(kept.at(0)).isEqualTo(new PartitionProgress(12, 3, 40));
    }

    @Test
    void anotherTopicUnderTheSameNameIsRefused() {
        kafkaHas(0, 30);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));
        topic = "another-log";

        assertThatThrownBy(() -> log.join(kept, kept.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("deleted and recreated");
        assertThat(kept.at(0).nextOffset()).isEqualTo(12);
    }

    @Test
    void commandsRemovedBeforeTheyWereDecidedAreNoSilentLoss() {
        kafkaHas(15, 20);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));

        assertThatThrownBy(() -> log.join(kept, kept.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("retention");
    }

    @Test
    void aTopicReplacedWhileItIsReadIsRefused() {
        kafkaHas(0, 20);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));
        log.join(kept, kept.partitionProgress(Set.of(0)));
        log.check();

        topic = "another-log";

        assertThatThrownBy(log::check)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("deleted and recreated");
    }

    @Test
    void aTopicDeletedWhileItIsReadIsRefused() {
        kafkaHas(0, 20);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));
        log.join(kept, kept.partitionProgress(Set.of(0)));

        topic = "";

        assertThatThrownBy(log::check).isInstanceOf(HistoryMismatch.class).hasMessageContaining("was deleted");
    }

    @Test
    void aDatabaseBehindWhatItOnceDecidedIsRefused() {
        kafkaHas(0, 20);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));
        reported(14, "this-epoch");

        assertThatThrownBy(() -> log.join(kept, kept.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("older backup");
    }

    @Test
    void decisionsMissingInAPartitionOfAnotherLaneAreAsBad() {
        TopicPartition one = PartitionAssignment.commands(1);
        kafkaHas(0, 20);
        consumer.updateEndOffsets(Map.of(one, 20L));
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));
        kept.partitions.put(1, new PartitionProgress(12, 3, 40));
        consumer.assign(Set.of(ZERO, one));
        consumer.commitSync(Map.of(one, new OffsetAndMetadata(14, "this-epoch")));

        assertThatThrownBy(() -> log.join(kept, kept.partitionProgress(Set.of(0))))
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("Partition 1");
    }

    @Test
    void offsetsOfAnotherEpochOrSetByOthersSayNothing() {
        kafkaHas(0, 20);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));

        for (String told : new String[] {"another-epoch", ""}) {
            reported(14, told);
            assertThat(log.join(kept, kept.partitionProgress(Set.of(0))))
                    .containsExactly(Map.entry(0, new PartitionProgress(12, 3, 40)));
        }
    }

    @Test
    void afterACutWhatWasReportedBehindItSaysNothingAnyMore() {
        kafkaHas(0, 9);
        kept.partitions.put(0, new PartitionProgress(12, 3, 40));
        reported(12, "this-epoch");
        log.join(kept, kept.partitionProgress(Set.of(0)));

        kafkaHas(0, 20); // it has grown past the old place before anything more was reported

        assertThat(log.join(kept, kept.partitionProgress(Set.of(0))))
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
