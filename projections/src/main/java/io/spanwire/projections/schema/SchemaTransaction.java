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

/** A JDBC transaction of the schema's owner, with the {@code .sql} statements of this package. Blocking. */
final class SchemaTransaction {
    private final Connection connection;

    private SchemaTransaction(Connection connection) {
        this.connection = connection;
    }

    @FunctionalInterface
    interface Work<T> {
        T run(SchemaTransaction transaction) throws SQLException;
    }

    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /**
     * Runs work and commits.
     *
     * @throws DatabaseUnavailable when PostgreSQL does not answer or refuses a statement
     */
    static <T> T run(SchemaOwner owner, Work<T> work) {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            connection.setAutoCommit(false);
            T result = work.run(new SchemaTransaction(connection));
            connection.commit();
            return result;
        } catch (SQLException failed) {
            throw new DatabaseUnavailable("PostgreSQL did not answer or refused: " + failed.getMessage(), failed);
        }
    }

    <T> List<T> query(String resource, RowMapper<T> mapper, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(resource, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(mapper.map(rows));
            }
            return found;
        }
    }

    void update(String resource, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(resource, parameters)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String resource, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                Sql.beside(SchemaTransaction.class, resource).text());
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
