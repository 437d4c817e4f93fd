package io.spanwire.projections.operator;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.StreamId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.UUID;

/** The tables of parked streams, read by the role that only reads. One thread. */
final class ParkedTables implements AutoCloseable {
    private static final String SECONDS = "10";

    private final Connection connection;

    private ParkedTables(Connection connection) {
        this.connection = connection;
    }

    static ParkedTables open(String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("ApplicationName", "spanwire-operator");
        try {
            return new ParkedTables(DriverManager.getConnection(url, properties));
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    int partitions() {
        return query("partitions.sql", row -> row.getInt("partitions")).get(0);
    }

    List<ParkedStream> streams(int most) {
        return query("parked-streams.sql", ParkedTables::stream, most);
    }

    Optional<ParkedStream> stream(StreamId stream) {
        return query("parked-stream.sql", ParkedTables::stream, stream.toString()).stream()
                .findFirst();
    }

    List<WaitingCommand> commands(StreamId stream, int most) {
        return query(
                "parked-commands.sql",
                row -> new WaitingCommand(
                        CommandJson.read(row.getBytes("value")),
                        row.getTimestamp("at").toInstant()),
                stream.toString(),
                most);
    }

    /** How many commands got their outcome by an order; empty while it is not finished. */
    OptionalInt decided(UUID order) {
        return query("parked-order.sql", row -> row.getInt("decided"), order).stream()
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

    @FunctionalInterface
    private interface RowOf<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String resource, RowOf<T> rowOf, Object... parameters) {
        String sql = Sql.beside(ParkedTables.class, resource).text();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rowOf.from(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    private static Unreachable failed(SQLException failed) {
        return new Unreachable("PostgreSQL did not answer: " + failed.getMessage(), failed);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }
}
