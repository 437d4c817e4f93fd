package io.spanwire.bus.kafka;

import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends commands to the command log with one shared producer per process.
 *
 * <h2>Callers never block</h2>
 *
 * The producer may not block either: while it has metadata and memory, a command is sent on the caller's thread.
 * Otherwise it waits in a bounded queue, and so do the commands behind it, until a thread of the publisher has sent
 * them in order. When the queue is full, the command waited in it too long, or Kafka does not acknowledge in time, the
 * stage fails with {@link Problems#UNAVAILABLE} and the client may send the command again with the same id.
 *
 * <p>What Kafka has acknowledged is handed over to the worker of this process, before the stage completes.
 */
public final class CommandPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandPublisher.class);
    private static final int MAX_QUEUED = 10_000;
    private static final long BUFFER_BYTES = 32L << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 5;
    private static final long POLL_MILLIS = 500;

    private final Producer<byte[], byte[]> producer;
    private final Partitioning partitioning;
    private final Handover handover;
    private final Duration delivery;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    /** Commands in the queue, and the one that was taken from it and is not sent yet. */
    private final AtomicInteger queued = new AtomicInteger();

    private final Thread thread = new Thread(this::sendQueued, "spanwire-command-publisher");
    private volatile boolean open = true;

    private record Pending(
            Command command,
            int partition,
            int replyTo,
            String trace,
            long publishedAt,
            CompletableFuture<Void> acknowledged) {
        ProducerRecord<byte[], byte[]> encode() {
            return replyTo == Handover.NO_REPLY
                    ? CommandRecords.encode(command, partition)
                    : CommandRecords.encode(command, partition, replyTo, trace);
        }

        void fail() {
            acknowledged.completeExceptionally(new ProblemException(Problems.UNAVAILABLE));
        }
    }

    /**
     * Connects in the background.
     *
     * @param handover receives what Kafka has acknowledged
     * @param delivery how long a command may wait in the queue, and then how long Kafka may take to acknowledge it
     */
    public CommandPublisher(KafkaClients clients, Partitioning partitioning, Handover handover, Duration delivery) {
        this(
                clients.producer("spanwire-commands", delivery, Duration.ZERO, Duration.ZERO, BUFFER_BYTES),
                partitioning,
                handover,
                delivery);
    }

    CommandPublisher(
            Producer<byte[], byte[]> producer, Partitioning partitioning, Handover handover, Duration delivery) {
        this.producer = producer;
        this.partitioning = partitioning;
        this.handover = handover;
        this.delivery = delivery;
        thread.start();
    }

    /** Publishes a command whose outcome nobody waits for; see {@link #publish(Command, int, String)}. */
    public CompletionStage<Void> publish(Command command) {
        return publish(command, Handover.NO_REPLY, "");
    }

    /**
     * @param replyTo the partition of {@code spanwire.outcomes} that the waiting edge reads
     * @param trace the W3C traceparent, or empty
     * @return completes, on a Kafka client thread, when all in-sync replicas have the record
     */
    public CompletionStage<Void> publish(Command command, int replyTo, String trace) {
        Pending pending = new Pending(
                command,
                partitioning.of(command.stream()),
                replyTo,
                trace,
                System.nanoTime(),
                new CompletableFuture<>());
        if (!open || (isQueueNeeded(pending) && !enqueue(pending))) {
            pending.fail();
        }
        return pending.acknowledged();
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
        queue.forEach(Pending::fail);
    }

    /** Sends at once unless others wait: a client's commands must keep their order. */
    private boolean isQueueNeeded(Pending pending) {
        return queued.get() > 0 || !trySend(pending);
    }

    private boolean enqueue(Pending pending) {
        queued.incrementAndGet();
        boolean added = queue.offer(pending);
        if (!added) {
            queued.decrementAndGet();
        }
        return added;
    }

    private void sendQueued() {
        while (open || !queue.isEmpty()) {
            try {
                Pending next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    sendOrWait(next);
                    queued.decrementAndGet();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sendOrWait(Pending next) throws InterruptedException {
        while (!trySend(next)) {
            Thread.sleep(RETRY_MILLIS); // the producer does not say when it has room again
        }
    }

    /** Sends the command, or fails it; false when the producer cannot take it now. */
    private boolean trySend(Pending pending) {
        if (System.nanoTime() - pending.publishedAt() > delivery.toNanos()) {
            LOG.debug("command expired in the queue");
            pending.fail();
            return true;
        }
        SendAttempt attempt = new SendAttempt(pending);
        try {
            var unused = producer.send(pending.encode(), attempt);
        } catch (KafkaException | IllegalStateException failure) {
            LOG.warn("command not sent reason={}", failure.toString());
            pending.fail();
        }
        return !attempt.refused;
    }

    /** One send. The producer reports on the sender's thread that it cannot take the record, and else on its own. */
    private final class SendAttempt implements Callback {
        private final Pending pending;
        private final Thread sender = Thread.currentThread();
        private boolean refused;

        SendAttempt(Pending pending) {
            this.pending = pending;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                acknowledged(metadata);
            } else if (failure instanceof TimeoutException && Thread.currentThread() == sender) {
                refused = true;
            } else {
                LOG.warn("command not acknowledged reason={}", failure.toString());
                pending.fail();
            }
        }

        private void acknowledged(@Nullable RecordMetadata metadata) {
            if (metadata != null && metadata.hasOffset()) {
                handover.acknowledged(new Handover.AcknowledgedCommand(
                        pending.partition(), metadata.offset(), pending.command(), pending.replyTo()));
            }
            pending.acknowledged().complete(null);
        }
    }
}
