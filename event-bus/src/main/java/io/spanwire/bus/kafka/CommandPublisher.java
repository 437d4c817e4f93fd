package io.spanwire.bus.kafka;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends commands to the command log with one shared producer per process. {@code KafkaProducer.send} may block
 * (metadata, memory), so it runs on its own thread behind a bounded queue and callers never block. When the queue is
 * full, the command waited in it too long, or Kafka does not acknowledge in time, the stage fails with
 * {@link Problems#UNAVAILABLE} and the client may send the command again with the same id.
 */
public final class CommandPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandPublisher.class);
    private static final int MAX_QUEUED = 10_000;
    private static final long BUFFER_BYTES = 32L << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** How long each send blocks while Kafka does not answer; the queue behind it expires meanwhile. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Partitioning partitioning;
    private final Duration delivery;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Thread thread = new Thread(this::run, "spanwire-command-publisher");
    private volatile boolean open = true;

    private record Pending(
            ProducerRecord<byte[], byte[]> record, long queuedAt, CompletableFuture<Void> acknowledged) {}

    /**
     * Connects in the background.
     *
     * @param delivery how long a command may wait in the queue, and then how long Kafka may take to acknowledge it
     */
    public CommandPublisher(KafkaClients clients, Partitioning partitioning, Duration delivery) {
        Duration block = delivery.compareTo(MAX_BLOCK) < 0 ? delivery : MAX_BLOCK;
        this.producer = clients.producer("spanwire-commands", delivery, block, BUFFER_BYTES);
        this.partitioning = partitioning;
        this.delivery = delivery;
        thread.start();
    }

    /**
     * @param replyTo the partition of {@code spanwire.outcomes} that the waiting edge reads
     * @param trace the W3C traceparent, or empty
     * @return completes, on a Kafka client thread, when all in-sync replicas have the record
     */
    public CompletionStage<Void> publish(Command command, int replyTo, String trace) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        Pending pending = new Pending(
                CommandRecords.encode(command, partitioning.of(command.stream()), replyTo, trace),
                System.nanoTime(),
                acknowledged);
        if (!open || !queue.offer(pending)) {
            acknowledged.completeExceptionally(new ProblemException(Problems.UNAVAILABLE));
        }
        return acknowledged;
    }

    /** Sends the queue, waits a few seconds for Kafka, and fails every command that Kafka did not acknowledge. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_TIMEOUT);
        queue.forEach(CommandPublisher::fail);
    }

    private void run() {
        List<Pending> batch = new ArrayList<>();
        while (open || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch);
                    batch.forEach(this::send);
                    batch.clear();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(Pending pending) {
        if (System.nanoTime() - pending.queuedAt() > delivery.toNanos()) {
            LOG.debug("command expired in the queue");
            fail(pending);
            return;
        }
        try {
            var unused = producer.send(pending.record(), (metadata, failure) -> {
                if (failure == null) {
                    pending.acknowledged().complete(null);
                } else {
                    LOG.warn("command not acknowledged reason={}", failure.toString());
                    fail(pending);
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            LOG.warn("command not sent reason={}", failure.toString());
            fail(pending);
        }
    }

    private static void fail(Pending pending) {
        pending.acknowledged().completeExceptionally(new ProblemException(Problems.UNAVAILABLE));
    }
}
