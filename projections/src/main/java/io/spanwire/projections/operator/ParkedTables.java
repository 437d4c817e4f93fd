package io.spanwire.projections.operator;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.StreamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The tables of parked streams, for reading only. One thread. */
final class ParkedTables implements AutoCloseable {
    private final OperatorDatabase tables;

    private ParkedTables(OperatorDatabase tables) {
        this.tables = tables;
    }

    static ParkedTables open(String url, String user, String password) {
        return new ParkedTables(OperatorDatabase.open(url, user, password));
    }

    int partitions() {
        return tables.query("installation.sql", row -> row.getInt("partitions")).get(0);
    }

    List<ParkedStream> streams(int max) {
        return tables.query("parked-streams.sql", ParkedTables::stream, max);
    }

    Optional<ParkedStream> stream(StreamId stream) {
        return tables.query("parked-stream.sql", ParkedTables::stream, stream.toString()).stream()
                .findFirst();
    }

    List<WaitingCommand> commands(StreamId stream, int max) {
        return tables.query(
                "parked-commands.sql",
                row -> new WaitingCommand(
                        CommandJson.read(row.getBytes("value")),
                        row.getTimestamp("at").toInstant()),
                stream.toString(),
                max);
    }

    /** The number of commands an order decided; empty while it is not finished. */
    OptionalInt decided(UUID order) {
        return tables.query("parked-order.sql", row -> row.getInt("decided"), order).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
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
