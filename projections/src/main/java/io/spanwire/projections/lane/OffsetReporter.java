package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The periodic commit of a lane's offsets to Kafka, for tools that monitor a group's lag. A lane never continues from
 * these offsets. But each carries the epoch of its history, so it proves that the commands before it were decided even
 * after the database is replaced by an older one. Offsets that others commit carry no epoch and prove nothing.
 */
final class OffsetReporter {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetReporter.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FINAL_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final long interval;
    private final Map<TopicPartition, OffsetAndMetadata> unreported = new HashMap<>();
    private String epoch = "";
    private long lastReport = System.nanoTime();

    /** @param interval the minimum time between two reports */
    OffsetReporter(Consumer<byte[], byte[]> consumer, Duration interval) {
        this.consumer = consumer;
        this.interval = interval.toNanos();
    }

    /** The epoch that later reports carry. */
    void setEpoch(String epoch) {
        this.epoch = epoch;
    }

    void decided(int partition, long nextOffset) {
        unreported.put(PartitionAssignment.commands(partition), withEpoch(nextOffset));
    }

    void reportIfDue() {
        if (!unreported.isEmpty() && System.nanoTime() - lastReport >= interval) {
            unreported.keySet().retainAll(consumer.assignment());
            consumer.commitAsync(Map.copyOf(unreported), null);
            unreported.clear();
            lastReport = System.nanoTime();
        }
    }

    /** Reports once more before the consumer is closed, and waits briefly for Kafka. */
    void reportFinal() {
        unreported.keySet().retainAll(consumer.assignment());
        try {
            consumer.commitSync(Map.copyOf(unreported), FINAL_TIMEOUT);
        } catch (KafkaException failed) {
            LOG.info("last offsets not reported reason={}", failed.toString());
        }
    }

    /** The next offsets last reported for these partitions under the current epoch. */
    Map<Integer, Long> reported(Collection<Integer> partitions) {
        Set<TopicPartition> asked =
                partitions.stream().map(PartitionAssignment::commands).collect(Collectors.toSet());
        Map<Integer, Long> reported = new HashMap<>();
        consumer.committed(asked, TIMEOUT).forEach((partition, found) -> {
            if (found != null && found.metadata().equals(epoch)) {
                reported.put(partition.partition(), found.offset());
            }
        });
        return reported;
    }

    /** Replaces what was reported for these partitions; waits until Kafka has stored it. */
    void correct(Map<Integer, Long> nextOffsets) {
        Map<TopicPartition, OffsetAndMetadata> corrected = new HashMap<>();
        nextOffsets.forEach(
                (partition, offset) -> corrected.put(PartitionAssignment.commands(partition), withEpoch(offset)));
        unreported.keySet().removeAll(corrected.keySet());
        consumer.commitSync(corrected, TIMEOUT);
    }

    private OffsetAndMetadata withEpoch(long nextOffset) {
        return new OffsetAndMetadata(nextOffset, epoch);
    }
}
