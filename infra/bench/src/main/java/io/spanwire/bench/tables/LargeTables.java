package io.spanwire.bench.tables;

import io.spanwire.bus.domain.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The tables of both forms, with the same rows. */
final class LargeTables {
    /** The length of the text of an event with a short message. */
    static final String BODY = "x".repeat(120);

    private static final long STEP = 500_000;

    private final Connection connection;

    LargeTables(Connection connection) {
        this.connection = connection;
    }

    /** Creates and fills the tables and then their keys. */
    void fill(long rows) throws SQLException {
        execute("create.sql");
        long start = System.nanoTime();
        for (long first = 0; first < rows; first += STEP) {
            long last = Math.min(rows, first + STEP) - 1;
            insert("fill-events.sql", BODY, first, last);
            insert("fill-outcomes.sql", first, last);
            connection.commit();
            say("%,d of %,d rows, %,.0f s", last + 1, rows, seconds(start));
        }
        execute("index.sql");
        say("keys created, %,.0f s", seconds(start));
    }

    private void execute(String resource) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '1GB'");
            statement.execute(Sql.beside(LargeTables.class, resource).text());
        }
        connection.commit();
    }

    private void insert(String resource, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                Sql.beside(LargeTables.class, resource).text())) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
