package io.spanwire.bench.reference;

import io.spanwire.bench.load.Replay;
import io.spanwire.bench.load.ReplayCounter;
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
 * A table with the columns and indexes of the product's event table, used over one connection: rows are inserted in batches
 * of {@value #BATCH}, one statement and one commit each, and read back in order with a cursor.
 */
public final class RawTable implements AutoCloseable {
    private static final int BATCH = 100;
    private static final int FETCH_SIZE = 1000;

    private final Connection connection;
    private final PreparedStatement insert;
    private final String body;
    private long position;

    /** @param bytes size of each body */
    public RawTable(ReferenceEndpoints endpoints, int bytes) throws SQLException {
        this.connection = DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
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

    /** Returns the number of inserted rows. */
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

    /** Reads every row of the stream. */
    public Replay readAll(String stream) throws SQLException {
        ReplayCounter rows = new ReplayCounter();
        try (PreparedStatement select = connection.prepareStatement(
                Sql.beside(RawTable.class, "select-rows.sql").text())) {
            select.setFetchSize(FETCH_SIZE);
            select.setString(1, stream);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(2).isEmpty() ? 0 : 1);
                }
            }
        }
        connection.rollback();
        return rows.finish();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
