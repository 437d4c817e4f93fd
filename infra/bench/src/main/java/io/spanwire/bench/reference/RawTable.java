package io.spanwire.bench.reference;

import io.spanwire.bus.domain.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;

/**
 * A table of the shape of the product's events, on one connection: rows in by the hundred, each batch one statement and one
 * commit; rows out in order, streamed.
 */
public final class RawTable implements AutoCloseable {
    private static final int BATCH = 100;
    private static final int FETCH = 1000;

    private final Connection connection;
    private final PreparedStatement insert;
    private final String body;
    private long position;

    /** @param bytes the size of each body */
    public RawTable(ReferenceFacts facts, int bytes) throws SQLException {
        this.connection = DriverManager.getConnection(facts.jdbcUrl(), facts.user(), facts.password());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(Sql.beside(RawTable.class, "create-table.sql").text());
            statement.execute("truncate bench_event");
        }
        connection.commit();
        this.insert = connection.prepareStatement(
                Sql.beside(RawTable.class, "insert-rows.sql").text());
        this.body = "x".repeat(bytes);
    }

    /** Returns how many rows were inserted. */
    public int insertBatch(String stream, long firstVersion) throws SQLException {
        Long[] versions = numbers(firstVersion);
        Long[] positions = numbers(position + 1);
        String[] bodies = new String[BATCH];
        Arrays.fill(bodies, body);
        insert.setString(1, stream);
        insert.setInt(2, 0);
        insert.setString(3, "chat.message-posted");
        insert.setTimestamp(4, Timestamp.from(Instant.now()));
        insert.setArray(5, connection.createArrayOf("bigint", versions));
        insert.setArray(6, connection.createArrayOf("bigint", positions));
        insert.setArray(7, connection.createArrayOf("text", bodies));
        insert.executeUpdate();
        connection.commit();
        position += BATCH;
        return BATCH;
    }

    private static Long[] numbers(long first) {
        Long[] numbers = new Long[BATCH];
        Arrays.setAll(numbers, i -> first + i);
        return numbers;
    }

    /** Returns how many rows of that stream there are, having read each of them. */
    public long readAll(String stream) throws SQLException {
        long rows = 0;
        try (PreparedStatement select = connection.prepareStatement(
                Sql.beside(RawTable.class, "select-rows.sql").text())) {
            select.setFetchSize(FETCH);
            select.setString(1, stream);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows += found.getString(2).isEmpty() ? 0 : 1;
                }
            }
        }
        connection.rollback();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
