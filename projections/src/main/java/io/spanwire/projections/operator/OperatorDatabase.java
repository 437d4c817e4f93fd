package io.spanwire.projections.operator;

import io.spanwire.bus.domain.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;

/** One JDBC connection that runs the {@code .sql} statements of this package. One thread; each call blocks. */
final class OperatorDatabase implements AutoCloseable {
    private static final String TIMEOUT_SECONDS = "10";

    private final Connection connection;

    private OperatorDatabase(Connection connection) {
        this.connection = connection;
    }

    static OperatorDatabase open(String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("ApplicationName", "spanwire-operator");
        try {
            return new OperatorDatabase(DriverManager.getConnection(url, properties));
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    @FunctionalInterface
    interface RowOf<T> {
        T from(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String resource, RowOf<T> rowOf, Object... parameters) {
        try (PreparedStatement statement = prepare(resource, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rowOf.from(rows));
            }
            return found;
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    void update(String resource, Object... parameters) {
        try (PreparedStatement statement = prepare(resource, parameters)) {
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    /** Runs work in one transaction. When it fails, the connection cannot be used any more. */
    <T> T inTransaction(Supplier<T> work) {
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

    private PreparedStatement prepare(String resource, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                Sql.beside(OperatorDatabase.class, resource).text());
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static BackendUnreachable failed(SQLException failed) {
        return new BackendUnreachable("PostgreSQL did not answer or refused: " + failed.getMessage(), failed);
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
