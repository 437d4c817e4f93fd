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
 * Puts commands on the log, one shared producer a process. {@code KafkaProducer.send} may block (metadata, memory), so it
 * runs on a thread of its own behind a bounded queue and callers never wait: when the queue is full, the command has been
 * in it too long, or Kafka does not acknowledge in time, the stage fails with {@link Problems#UNAVAILABLE} and the command
 * may be sent again under its id.
 */
public final class CommandPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandPublisher.class);
    private static final int MAX_WAITING = 10_000;
    private static final long MEMORY = 32L << 20;
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** While Kafka is silent each record blocks so long; the queue behind it expires meanwhile. */
    private static final Duration BLOCK = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Partitioning partitioning;
    private final Duration delivery;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::run, "spanwire-command-publisher");
    private volatile boolean open = true;

    private record Pending(ProducerRecord<byte[], byte[]> record, long since, CompletableFuture<Void> acknowledged) {}

    /**
     * Connects in the background.
     *
     * @param delivery how long a command may wait for its turn, and then how long Kafka may take to acknowledge it
     */
    public CommandPublisher(KafkaClients clients, Partitioning partitioning, Duration delivery) {
        Duration block = delivery.compareTo(BLOCK) < 0 ? delivery : BLOCK;
        this.producer = clients.producer("spanwire-commands", delivery, block, MEMORY);
        this.partitioning = partitioning;
        this.delivery = delivery;
        thread.start();
    }

    /**
     * Publishes a command.
     *
     * @param replyTo the partition of {@code spanwire.outcomes} where its outcome is awaited
     * @param trace the W3C traceparent, or empty
     * @return completes, on a thread of Kafka's, when all in-sync replicas have it
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

    /** Sends what is queued, waits for Kafka a few seconds, and fails what it did not acknowledge. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
        queue.forEach(CommandPublisher::refuse);
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
        if (System.nanoTime() - pending.since() > delivery.toNanos()) {
            LOG.debug("command waited too long for its turn");
            refuse(pending);
            return;
        }
        try {
            var unused = producer.send(pending.record(), (metadata, failure) -> {
                if (failure == null) {
                    pending.acknowledged().complete(null);
                } else {
                    LOG.warn("command not acknowledged reason={}", failure.toString());
                    refuse(pending);
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            LOG.warn("command not sent reason={}", failure.toString());
            refuse(pending);
        }
    }

    private static void refuse(Pending pending) {
        pending.acknowledged().completeExceptionally(new ProblemException(Problems.UNAVAILABLE));
    }
}
