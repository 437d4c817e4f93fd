package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One JDBC connection that runs the {@code .sql} statements beside a class. One thread; each call blocks, and throws
 * {@link DatabaseUnavailable} when PostgreSQL does not answer or refuses.
 */
public final class JdbcDatabase implements AutoCloseable {
    private static final String TIMEOUT_SECONDS = "10";
    private static final int FETCH_SIZE = 500;

    private final Class<?> neighbor;
    private final Connection connection;

    private JdbcDatabase(Class<?> neighbor, String url, String user, String password, Properties properties) {
        this.neighbor = neighbor;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try {
            this.connection = DriverManager.getConnection(url, properties);
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    /** Connects for an operator's command, whose statements take ten seconds at most. */
    public static JdbcDatabase forOperator(Class<?> neighbor, String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("ApplicationName", "spanwire-operator");
        return new JdbcDatabase(neighbor, url, user, password, properties);
    }

    /** Connects to read or compare much: a statement takes ten minutes at most, and each is planned for its values. */
    public static JdbcDatabase forTransfer(Class<?> neighbor, String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", "600");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("ApplicationName", "spanwire-operator");
        return new JdbcDatabase(neighbor, url, user, password, properties);
    }

    /** Connects to look after the tables beside the roles; a statement takes a minute at most. */
    public static JdbcDatabase forUpkeep(Class<?> neighbor, String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("ApplicationName", "spanwire-storage");
        return new JdbcDatabase(neighbor, url, user, password, properties);
    }

    /** Runs work with the statements of this package in one transaction. */
    static <T> T run(JdbcLogin login, Function<JdbcDatabase, T> work) {
        try (JdbcDatabase database =
                new JdbcDatabase(JdbcDatabase.class, login.url(), login.user(), login.password(), new Properties())) {
            return database.inTransaction(() -> work.apply(database));
        }
    }

    /** The conversion of a row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String resource, RowMapper<T> mapper, Object... parameters) {
        try (PreparedStatement statement = prepare(resource, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(mapper.map(rows));
            }
            return found;
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    public void update(String resource, Object... parameters) {
        try (PreparedStatement statement = prepare(resource, parameters)) {
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    /** Runs work in one transaction. When it fails, the connection cannot be used any more. */
    public <T> T inTransaction(Supplier<T> work) {
        try {
            connection.setAutoCommit(false);
            T result = work.get();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    /** Runs work that reads, all of it from one snapshot. When it fails, the connection cannot be used any more. */
    public <T> T inSnapshot(Supplier<T> work) {
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException failed) {
            throw failed(failed);
        }
        return inTransaction(work);
    }

    /** Passes each row of a query on; inside a transaction it holds only some of them in memory. */
    public <T> void forEach(String resource, RowMapper<T> mapper, Consumer<T> each, Object... parameters) {
        try (PreparedStatement statement = prepare(resource, parameters)) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(mapper.map(rows));
                }
            }
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    private PreparedStatement prepare(String resource, Object... parameters) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(Sql.beside(neighbor, resource).text());
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static DatabaseUnavailable failed(SQLException failed) {
        return new DatabaseUnavailable("PostgreSQL did not answer or refused: " + failed.getMessage(), failed);
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
