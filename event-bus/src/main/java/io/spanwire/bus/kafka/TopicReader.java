package io.spanwire.bus.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions of a topic from their end, without a group, on its own thread. Once {@link #ready} completes,
 * every record written later is read: the offsets are fixed, not looked up again. While Kafka is down it retries;
 * when records it had not read are gone, it continues at the end: readers of events see the gap in the positions.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Receives the records on the reader's thread; the reader polls again when it returns. */
    @FunctionalInterface
    public interface Listener {
        /** Records of one poll, in order within each partition. Must not throw. */
        void onRecords(Iterable<ConsumerRecord<byte[], byte[]>> records);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Listener listener;
    private final Thread thread;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean open = true;

    public TopicReader(KafkaClients clients, String topic, Collection<Integer> partitions, Listener listener) {
        this.consumer = clients.reader("spanwire-read-" + topic);
        this.partitions = partitions.stream()
                .map(number -> new TopicPartition(topic, number))
                .toList();
        this.listener = listener;
        this.thread = new Thread(this::run, "spanwire-read-" + topic);
        thread.start();
    }

    /** Completes when every record written later will be read; fails when Kafka does not return the end offsets. */
    public CompletionStage<Void> ready() {
        return ready;
    }

    @Override
    public void close() {
        open = false;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.complete(null);
            while (open) {
                step();
            }
        } catch (WakeupException closing) {
            LOG.debug("reader closed partitions={}", partitions.size());
        } catch (KafkaException fatal) {
            LOG.error("reader failed", fatal);
            ready.completeExceptionally(fatal);
        }
    }

    private void step() {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                listener.onRecords(records);
            }
        } catch (OffsetOutOfRangeException deleted) {
            LOG.warn("records deleted before they were read partitions={}", deleted.partitions());
            consumer.seekToEnd(deleted.partitions());
        } catch (WakeupException woken) {
            throw woken;
        } catch (KafkaException transientFailure) {
            LOG.warn("read failed, retrying reason={}", transientFailure.toString());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
