package io.spanwire.projections.lane;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.HistoryIdentity;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.PartitionProgressStore;
import io.spanwire.projections.relay.HistoryMismatch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check that the command log and the decisions in PostgreSQL belong together, made before a lane reads on.
 *
 * <h2>A truncated log</h2>
 *
 * After a power failure of a single broker, or when a replica that lagged becomes the leader, the log may end before
 * PostgreSQL's next offset, and new commands get offsets that were assigned before. The lost commands below the next
 * offset were decided; their events and outcomes are in PostgreSQL. So the partition continues where the log was
 * truncated. If the log was truncated at a higher offset, commands are read twice and recognized by their ids. Kafka
 * detects a truncation by leader epochs, even when the log has grown past the old offset again (KIP-320).
 *
 * <p>This holds only for the same topic. Another topic of the same name is another history and is refused; so is a
 * database that lacks decisions, because clients have already seen them.
 */
final class CommandLogValidator {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLogValidator.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final List<Integer> partitions;
    private final OffsetReporter offsets;
    private final CommandTopicId topicId;
    private Optional<String> joinedTopic = Optional.empty();

    CommandLogValidator(
            Consumer<byte[], byte[]> consumer,
            Partitioning partitioning,
            OffsetReporter offsets,
            CommandTopicId topicId) {
        this.consumer = consumer;
        this.partitions = partitioning.all();
        this.offsets = offsets;
        this.topicId = topicId;
    }

    /**
     * Validates partitions that are being joined; returns the progress to continue from.
     *
     * @throws HistoryMismatch when the topic is another one, or undecided commands or decisions are missing
     */
    Map<Integer, PartitionProgress> validate(PartitionProgressStore store, Map<Integer, PartitionProgress> progress) {
        checkIdentity(store.history());
        compareReports(store);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(topicPartitions(progress.keySet()), TIMEOUT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(topicPartitions(progress.keySet()), TIMEOUT);
        Map<Integer, Long> truncated = new HashMap<>();
        progress.forEach((partition, stored) -> {
            long begin = begins.getOrDefault(PartitionAssignment.commands(partition), 0L);
            long end = ends.getOrDefault(PartitionAssignment.commands(partition), 0L);
            if (begin > stored.nextOffset()) {
                throw HistoryMismatch.commandsExpired(partition, begin, stored.nextOffset());
            }
            if (end < stored.nextOffset()) {
                truncated.put(partition, end);
            }
        });
        return truncated.isEmpty() ? progress : rewind(store, progress, truncated);
    }

    /**
     * Checks, without asking Kafka, that the topic is still the one that was joined.
     *
     * @throws HistoryMismatch when it was replaced or deleted
     */
    void checkTopic() {
        joinedTopic.filter(topic -> !topic.equals(topicId.lastSeen())).ifPresent(topic -> {
            throw HistoryMismatch.commandLogReplaced(topicId.lastSeen(), topic);
        });
    }

    private void checkIdentity(HistoryIdentity history) {
        String found = topicId.lookUp();
        history.commandLog().filter(stored -> !stored.equals(found)).ifPresent(stored -> {
            throw HistoryMismatch.commandLogReplaced(found, stored);
        });
        joinedTopic = Optional.of(found);
        offsets.setEpoch(history.epoch());
    }

    /** Rewinds the partitions that Kafka found truncated below the lane's position. */
    void rewind(PartitionProgressStore store, LogTruncationException truncation) {
        Map<Integer, Long> truncated = new HashMap<>();
        truncation.divergentOffsets().forEach((partition, end) -> truncated.put(partition.partition(), end.offset()));
        Map<Integer, PartitionProgress> progress = store.partitionProgress(truncated.keySet());
        progress.forEach((partition, stored) ->
                truncated.computeIfPresent(partition, (same, end) -> end < stored.nextOffset() ? end : null));
        rewind(store, progress, truncated);
    }

    /**
     * Compares all partitions, because a database that lacks decisions of one is older in all of them. The reports are
     * read before the progress, so that workers that commit meanwhile do not look like a loss. A report beyond the end
     * of a truncated log proves nothing.
     */
    private void compareReports(PartitionProgressStore store) {
        Map<Integer, Long> reported = offsets.reported(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(topicPartitions(reported.keySet()), TIMEOUT);
        Map<Integer, PartitionProgress> progress = store.partitionProgress(reported.keySet());
        reported.forEach((partition, decided) -> {
            long next = of(progress, partition).nextOffset();
            if (decided > next && ends.getOrDefault(PartitionAssignment.commands(partition), 0L) >= decided) {
                throw HistoryMismatch.decisionsMissing(partition, decided, next);
            }
        });
    }

    private Map<Integer, PartitionProgress> rewind(
            PartitionProgressStore store, Map<Integer, PartitionProgress> before, Map<Integer, Long> truncated) {
        String topic = topicId.lookUp();
        offsets.correct(truncated); // first: the old reports would make the rewound database look like an older backup
        truncated.forEach((partition, end) -> store.rewind(partition, of(before, partition), end, topic));
        Map<Integer, PartitionProgress> after = store.partitionProgress(before.keySet());
        truncated.keySet().forEach(partition -> logRewind(partition, of(before, partition), of(after, partition)));
        return after;
    }

    private static void logRewind(int partition, PartitionProgress before, PartitionProgress after) {
        if (after.equals(before)) {
            throw HistoryMismatch.otherCommandLog(partition);
        }
        LOG.error(
                "command log was truncated partition={} end={} decided={}: continuing at its end; commands that were"
                        + " answered 202 and not yet decided are lost",
                partition,
                after.nextOffset(),
                before.nextOffset());
    }

    private static List<TopicPartition> topicPartitions(Collection<Integer> numbers) {
        return numbers.stream().map(PartitionAssignment::commands).toList();
    }

    private static PartitionProgress of(Map<Integer, PartitionProgress> progress, int partition) {
        return Objects.requireNonNull(progress.get(partition), "every partition has its row");
    }
}
