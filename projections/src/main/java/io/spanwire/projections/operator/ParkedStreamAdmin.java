package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * The operator's access to parked streams: it lists them and sends orders for them. An order goes through the command
 * log to the lane that owns the stream; its result is read from the database. Blocking, one thread.
 */
public final class ParkedStreamAdmin implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long BUFFER_BYTES = 1L << 20;

    private final ParkedTables tables;
    private final KafkaClients clients;

    private ParkedStreamAdmin(ParkedTables tables, KafkaClients clients) {
        this.tables = tables;
        this.clients = clients;
    }

    /**
     * Connects to the database; to Kafka only when an order is sent.
     *
     * @param url JDBC URL
     * @param user a role that may read
     * @throws BackendUnreachable when the database cannot be reached
     */
    public static ParkedStreamAdmin open(String url, String user, String password, KafkaClients clients) {
        return new ParkedStreamAdmin(ParkedTables.open(url, user, password), clients);
    }

    /** The streams that were parked first, at most {@code max}. */
    public List<ParkedStream> streams(int max) {
        return tables.streams(max);
    }

    /** The stream, if it is parked. */
    public Optional<ParkedStream> stream(StreamId stream) {
        return tables.stream(stream);
    }

    /** The first commands that wait in a stream, in order, at most {@code max}. */
    public List<WaitingCommand> commands(StreamId stream, int max) {
        return tables.commands(stream, max);
    }

    /**
     * Sends an order and waits until it is finished.
     *
     * @param by the operator's name
     * @return number of commands it decided; empty when it was not finished within the timeout, which may still happen
     *     later
     * @throws BackendUnreachable when Kafka does not accept the order, or the database cannot be read
     */
    public OptionalInt order(StreamId stream, OperatorOrder.Verb verb, String by, Duration timeout) {
        OperatorOrder order = new OperatorOrder(UUID.randomUUID(), stream, verb, by, Instant.now());
        send(order, new Partitioning(tables.partitions()));
        long deadline = System.nanoTime() + timeout.toNanos();
        OptionalInt decided = tables.decided(order.id());
        while (decided.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            decided = tables.decided(order.id());
        }
        return decided;
    }

    private void send(OperatorOrder order, Partitioning partitioning) {
        try (Producer<byte[], byte[]> producer =
                clients.producer("spanwire-operator", DELIVERY, DELIVERY, BUFFER_BYTES)) {
            producer.send(OperatorOrderRecords.encode(order, partitioning.of(order.stream())))
                    .get(DELIVERY.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new BackendUnreachable("Kafka did not accept the order: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackendUnreachable("Interrupted while sending the order", interrupted);
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}
