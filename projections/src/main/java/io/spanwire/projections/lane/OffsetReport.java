package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells Kafka now and then how far the lane is, for the tools that watch a group's lag. Spanwire itself never reads these
 * offsets back.
 */
final class OffsetReport {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private long last = System.nanoTime();

    OffsetReport(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    void done(int partition, long nextOffset) {
        done.put(Ownership.commands(partition), new OffsetAndMetadata(nextOffset));
    }

    void now() {
        if (!done.isEmpty() && System.nanoTime() - last > EVERY) {
            done.keySet().retainAll(consumer.assignment());
            consumer.commitAsync(Map.copyOf(done), null);
            done.clear();
            last = System.nanoTime();
        }
    }
}
