package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.schema.JdbcDatabase;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The sending of an operator's order through the command log, and the wait for its result in the database. Blocking. */
final class OrderDelivery {
    private static final Duration DELIVERY = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final JdbcDatabase tables;
    private final KafkaClients clients;

    OrderDelivery(JdbcDatabase tables, KafkaClients clients) {
        this.tables = tables;
        this.clients = clients;
    }

    /**
     * Sends the order and waits until it is finished.
     *
     * @return number of commands it decided; empty when it was not finished within the timeout
     * @throws BackendUnreachable when Kafka does not accept the order
     */
    OptionalInt carryOut(OperatorOrder order, Duration timeout) {
        int partitions = tables.query("installation.sql", row -> row.getInt("partitions"))
                .get(0);
        int partition = new Partitioning(partitions).of(order.stream());
        new TopicAdmin(clients).send("the order", DELIVERY, List.of(OperatorOrderRecords.encode(order, partition)));
        long deadline = System.nanoTime() + timeout.toNanos();
        OptionalInt decided = decided(order.id());
        while (decided.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            decided = decided(order.id());
        }
        return decided;
    }

    /** The number of commands an order decided; empty while it is not finished. */
    private OptionalInt decided(UUID order) {
        return tables.query("parked-order.sql", row -> row.getInt("decided"), order).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
