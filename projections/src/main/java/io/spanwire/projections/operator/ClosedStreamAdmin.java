package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The operator's access to closed streams: it lists them, and closes and reopens streams by orders that go through the
 * command log to the lane that owns the stream. Blocking, one thread.
 */
public final class ClosedStreamAdmin implements AutoCloseable {
    private final JdbcDatabase tables;
    private final OrderDelivery orders;

    private ClosedStreamAdmin(JdbcDatabase tables, KafkaClients clients) {
        this.tables = tables;
        this.orders = new OrderDelivery(tables, clients);
    }

    /** Connects to the database, as a role that may read; to Kafka only when an order is sent. */
    public static ClosedStreamAdmin open(String url, String user, String password, KafkaClients clients) {
        return new ClosedStreamAdmin(JdbcDatabase.forOperator(ClosedStreamAdmin.class, url, user, password), clients);
    }

    /** The streams that were closed last, at most {@code max}. */
    public List<ClosedStream> streams(int max) {
        return tables.query("closed-streams.sql", ClosedStreamAdmin::stream, max);
    }

    /** The stream, if it is closed. */
    public Optional<ClosedStream> stream(StreamId stream) {
        return tables.query("closed-stream.sql", ClosedStreamAdmin::stream, stream.toString()).stream()
                .findFirst();
    }

    /** Whether the stream has events. */
    public boolean exists(StreamId stream) {
        return tables.query("stream-exists.sql", row -> row.getBoolean("known"), stream.toString())
                .get(0);
    }

    /**
     * Closes a stream; false when it was not done within the timeout, which may still happen later.
     *
     * @throws BackendUnreachable when Kafka does not accept the order
     */
    public boolean close(StreamId stream, String by, String reason, Duration timeout) {
        return carryOut(stream, OperatorOrder.Verb.CLOSE, by, reason, timeout);
    }

    /** Lets a stream take commands again; likewise. */
    public boolean reopen(StreamId stream, String by, Duration timeout) {
        return carryOut(stream, OperatorOrder.Verb.REOPEN, by, "", timeout);
    }

    private boolean carryOut(StreamId stream, OperatorOrder.Verb verb, String by, String reason, Duration timeout) {
        OperatorOrder order = new OperatorOrder(UUID.randomUUID(), stream, verb, by, Instant.now(), reason);
        return orders.carryOut(order, timeout).isPresent();
    }

    private static ClosedStream stream(ResultSet row) throws SQLException {
        return new ClosedStream(
                row.getString("stream"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("reason"));
    }

    @Override
    public void close() {
        tables.close();
    }
}
