package io.spanwire.projections.operator;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The operator's access to parked streams: it lists them and sends orders for them. An order goes through the command
 * log to the lane that owns the stream; its result is read from the database. Blocking, one thread.
 */
public final class ParkedStreamAdmin implements AutoCloseable {
    private final JdbcDatabase tables;
    private final OrderDelivery orders;

    private ParkedStreamAdmin(JdbcDatabase tables, KafkaClients clients) {
        this.tables = tables;
        this.orders = new OrderDelivery(tables, clients);
    }

    /** Connects to the database, as a role that may read; to Kafka only when an order is sent. */
    public static ParkedStreamAdmin open(String url, String user, String password, KafkaClients clients) {
        return new ParkedStreamAdmin(JdbcDatabase.forOperator(ParkedStreamAdmin.class, url, user, password), clients);
    }

    /** The streams that were parked first, at most {@code max}. */
    public List<ParkedStream> streams(int max) {
        return tables.query("parked-streams.sql", ParkedStreamAdmin::stream, max);
    }

    /** The stream, if it is parked. */
    public Optional<ParkedStream> stream(StreamId stream) {
        return tables.query("parked-stream.sql", ParkedStreamAdmin::stream, stream.toString()).stream()
                .findFirst();
    }

    /** The first commands that wait in a stream, in order, at most {@code max}. */
    public List<WaitingCommand> commands(StreamId stream, int max) {
        return tables.query(
                "parked-commands.sql",
                row -> new WaitingCommand(
                        CommandJson.read(row.getBytes("value")),
                        row.getTimestamp("at").toInstant()),
                stream.toString(),
                max);
    }

    /**
     * Sends an order and waits until it is finished.
     *
     * @param by the operator's name
     * @return number of commands it decided; empty when it was not finished within the timeout, which may still happen
     *     later
     * @throws BackendUnreachable when Kafka does not accept the order
     * @throws DatabaseUnavailable when the database cannot be read
     */
    public OptionalInt order(StreamId stream, OperatorOrder.Verb verb, String by, Duration timeout) {
        OperatorOrder order = new OperatorOrder(UUID.randomUUID(), stream, verb, by, Instant.now());
        return orders.carryOut(order, timeout);
    }

    private static ParkedStream stream(ResultSet row) throws SQLException {
        return new ParkedStream(
                StreamId.parse(row.getString("stream")),
                row.getTimestamp("since").toInstant(),
                row.getString("reason"),
                row.getInt("waiting"));
    }

    @Override
    public void close() {
        tables.close();
    }
}
