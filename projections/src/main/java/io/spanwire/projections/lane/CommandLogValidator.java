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
 * Makes sure that the command log and what was decided from it fit together, before a lane reads on.
 *
 * <h2>A log that has lost its end</h2>
 *
 * Power fails under a lone broker, or a replica that lagged becomes the leader: the log then ends before PostgreSQL's next
 * offset, and new commands get offsets that were given before. What is lost below the next offset had been decided, and its
 * events and outcomes are in PostgreSQL. So the partition goes on where the log was cut. Should the cut be nearer than
 * believed, commands come twice, and their ids tell. Kafka notices the cut by leader epochs, even when the log has grown
 * past the old offset again (KIP-320).
 *
 * <p>All this holds for one and the same topic. Another one under the same name is another history, and is refused; so is
 * a database that is behind what was decided: somebody was told of those decisions.
 */
final class CommandLogValidator {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLogValidator.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final List<Integer> partitions;
    private final OffsetReporter report;
    private final CommandTopicId identity;
    private Optional<String> joined = Optional.empty();

    /**
     * As a lane sees it.
     *
     * @param partitioning of the installation
     */
    CommandLogValidator(
            Consumer<byte[], byte[]> consumer,
            Partitioning partitioning,
            OffsetReporter report,
            CommandTopicId identity) {
        this.consumer = consumer;
        this.partitions = partitioning.all();
        this.report = report;
        this.identity = identity;
    }

    /**
     * Where to read on.
     *
     * @throws HistoryMismatch when the topic is another one, commands that were never decided are gone, or decisions are
     */
    Map<Integer, PartitionProgress> join(PartitionProgressStore standings, Map<Integer, PartitionProgress> standing) {
        recognize(standings.history());
        compareReports(standings);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(topicPartitions(standing.keySet()), LONGEST);
        Map<TopicPartition, Long> ends = consumer.endOffsets(topicPartitions(standing.keySet()), LONGEST);
        Map<Integer, Long> cuts = new HashMap<>();
        standing.forEach((partition, progress) -> {
            long begin = begins.getOrDefault(PartitionAssignment.commands(partition), 0L);
            long end = ends.getOrDefault(PartitionAssignment.commands(partition), 0L);
            if (begin > progress.nextOffset()) {
                throw HistoryMismatch.commandsExpired(partition, begin, progress.nextOffset());
            }
            if (end < progress.nextOffset()) {
                cuts.put(partition, end);
            }
        });
        return cuts.isEmpty() ? standing : goOn(standings, standing, cuts);
    }

    /**
     * Sees whether the topic is still the one that was joined, as far as Kafka has said.
     *
     * @throws HistoryMismatch when it is another one, or gone
     */
    void check() {
        joined.filter(topic -> !topic.equals(identity.lately())).ifPresent(topic -> {
            throw HistoryMismatch.commandLogReplaced(identity.lately(), topic);
        });
    }

    private void recognize(HistoryIdentity history) {
        String found = identity.now();
        history.commandLog().filter(known -> !known.equals(found)).ifPresent(known -> {
            throw HistoryMismatch.commandLogReplaced(found, known);
        });
        joined = Optional.of(found);
        report.of(history.epoch());
    }

    /** Kafka has found the log cut below where the lane reads. */
    void cut(PartitionProgressStore standings, LogTruncationException found) {
        Map<Integer, Long> cuts = new HashMap<>();
        found.divergentOffsets().forEach((partition, at) -> cuts.put(partition.partition(), at.offset()));
        Map<Integer, PartitionProgress> standing = standings.partitionProgress(cuts.keySet());
        standing.forEach((partition, progress) ->
                cuts.computeIfPresent(partition, (same, cut) -> cut < progress.nextOffset() ? cut : null));
        goOn(standings, standing, cuts);
    }

    /**
     * Of all partitions: a database that lacks decisions of one is older in all of them. What was reported is asked first, so
     * that workers who go on meanwhile do not look like a loss. A log that was cut below says nothing.
     */
    private void compareReports(PartitionProgressStore standings) {
        Map<Integer, Long> reported = report.reported(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(topicPartitions(reported.keySet()), LONGEST);
        Map<Integer, PartitionProgress> standing = standings.partitionProgress(reported.keySet());
        reported.forEach((partition, decided) -> {
            long next = known(standing, partition).nextOffset();
            if (decided > next && ends.getOrDefault(PartitionAssignment.commands(partition), 0L) >= decided) {
                throw HistoryMismatch.decisionsMissing(partition, decided, next);
            }
        });
    }

    private Map<Integer, PartitionProgress> goOn(
            PartitionProgressStore standings, Map<Integer, PartitionProgress> before, Map<Integer, Long> cuts) {
        String topic = identity.now();
        report.correct(cuts); // first: what stayed reported would bear witness against the database
        cuts.forEach((partition, cut) -> standings.rewind(partition, known(before, partition), cut, topic));
        Map<Integer, PartitionProgress> after = standings.partitionProgress(before.keySet());
        cuts.forEach((partition, cut) -> tell(partition, known(before, partition), known(after, partition)));
        return after;
    }

    private static void tell(int partition, PartitionProgress before, PartitionProgress after) {
        if (after.equals(before)) {
            throw HistoryMismatch.otherCommandLog(partition);
        }
        LOG.error(
                "command log has lost its end partition={} end={} decided={}: going on there; what was accepted with 202"
                        + " and not decided before the cut is lost",
                partition,
                after.nextOffset(),
                before.nextOffset());
    }

    private static List<TopicPartition> topicPartitions(Collection<Integer> numbers) {
        return numbers.stream().map(PartitionAssignment::commands).toList();
    }

    private static PartitionProgress known(Map<Integer, PartitionProgress> standing, int partition) {
        return Objects.requireNonNull(standing.get(partition), "every partition has its row");
    }
}
