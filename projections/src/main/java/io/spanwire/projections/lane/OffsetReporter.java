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
 * Tells Kafka now and then how far the lane is, for the tools that watch a group's lag. Nothing is ever read on from these
 * offsets; but each names its epoch, and so bears witness of what a database has decided that may since have been replaced by
 * an older one. Offsets that others have set name none, and say nothing.
 */
final class OffsetReporter {
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetReporter.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final long interval;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private String epoch = "";
    private long told = System.nanoTime();

    /** Reports at most once an interval. */
    OffsetReporter(Consumer<byte[], byte[]> consumer, Duration interval) {
        this.consumer = consumer;
        this.interval = interval.toNanos();
    }

    /** Reports are about this history from now on. */
    void of(String history) {
        epoch = history;
    }

    void done(int partition, long nextOffset) {
        done.put(PartitionAssignment.commands(partition), at(nextOffset));
    }

    void now() {
        if (!done.isEmpty() && System.nanoTime() - told >= interval) {
            done.keySet().retainAll(consumer.assignment());
            consumer.commitAsync(Map.copyOf(done), null);
            done.clear();
            told = System.nanoTime();
        }
    }

    /** The last report before the lane is closed; waits a moment for it. */
    void last() {
        done.keySet().retainAll(consumer.assignment());
        try {
            consumer.commitSync(Map.copyOf(done), SHORT);
        } catch (KafkaException away) {
            LOG.info("last offsets not reported reason={}", away.toString());
        }
    }

    /** How far these partitions were, of this history, when that was last reported. */
    Map<Integer, Long> reported(Collection<Integer> partitions) {
        Set<TopicPartition> asked =
                partitions.stream().map(PartitionAssignment::commands).collect(Collectors.toSet());
        Map<Integer, Long> reported = new HashMap<>();
        consumer.committed(asked, LONGEST).forEach((partition, found) -> {
            if (found != null && found.metadata().equals(epoch)) {
                reported.put(partition.partition(), found.offset());
            }
        });
        return reported;
    }

    /** What was reported of these partitions does not hold any more; waits until Kafka has taken that. */
    void correct(Map<Integer, Long> nextOffsets) {
        Map<TopicPartition, OffsetAndMetadata> corrected = new HashMap<>();
        nextOffsets.forEach((partition, offset) -> corrected.put(PartitionAssignment.commands(partition), at(offset)));
        done.keySet().removeAll(corrected.keySet());
        consumer.commitSync(corrected, LONGEST);
    }

    private OffsetAndMetadata at(long nextOffset) {
        return new OffsetAndMetadata(nextOffset, epoch);
    }
}
