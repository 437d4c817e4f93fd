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
 * Where an operator looks at parked streams and gives orders for them. An order goes through the command log to the lane
 * that decides the stream; its result is read from the database. Blocking, one thread.
 */
public final class ParkedStreamAdmin implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long MEMORY = 1L << 20;

    private final ParkedTables tables;
    private final KafkaClients clients;

    private ParkedStreamAdmin(ParkedTables tables, KafkaClients clients) {
        this.tables = tables;
        this.clients = clients;
    }

    /**
     * Connects to the database; to Kafka only when an order is given.
     *
     * @param url JDBC URL
     * @param user a role that may read
     * @throws BackendUnreachable when there is no connection to be had
     */
    public static ParkedStreamAdmin open(String url, String user, String password, KafkaClients clients) {
        return new ParkedStreamAdmin(ParkedTables.open(url, user, password), clients);
    }

    /** What is parked, longest first, at most so many. */
    public List<ParkedStream> streams(int most) {
        return tables.streams(most);
    }

    /** The stream, if it is parked. */
    public Optional<ParkedStream> stream(StreamId stream) {
        return tables.stream(stream);
    }

    /** The first commands that wait in a stream, in order, at most so many. */
    public List<WaitingCommand> commands(StreamId stream, int most) {
        return tables.commands(stream, most);
    }

    /**
     * Gives an order and waits for its end.
     *
     * @param by who orders
     * @return how many commands got their outcome by it; empty when it was not finished in that time, which it may be later
     * @throws BackendUnreachable when Kafka does not take the order, or the database cannot be asked how it went
     */
    public OptionalInt order(StreamId stream, OperatorOrder.Verb verb, String by, Duration patience) {
        OperatorOrder order = new OperatorOrder(UUID.randomUUID(), stream, verb, by, Instant.now());
        send(order, new Partitioning(tables.partitions()));
        long end = System.nanoTime() + patience.toNanos();
        OptionalInt decided = tables.decided(order.id());
        while (decided.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
            decided = tables.decided(order.id());
        }
        return decided;
    }

    private void send(OperatorOrder order, Partitioning partitioning) {
        try (Producer<byte[], byte[]> producer = clients.producer("spanwire-operator", DELIVERY, DELIVERY, MEMORY)) {
            producer.send(OperatorOrderRecords.encode(order, partitioning.of(order.stream())))
                    .get(DELIVERY.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new BackendUnreachable("Kafka did not take the order: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackendUnreachable("Interrupted while giving the order", interrupted);
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}
