package io.spanwire.acceptance.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database, accessed as its owner. Blocking; each call opens a connection. */
public final class OwnerDatabase {
    private final Backend.Login login;

    public OwnerDatabase(Backend.Login login) {
        this.login = login;
    }

    /** Runs statements without results. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs a statement that cannot have parameters, such as DDL, with a quoted literal in place of {@code %L}. */
    public void executeWith(String format, String literal) throws SQLException {
        String statement = queryValue("select format(?, ?)", ResultSet::getString, format, literal);
        execute(statement);
    }

    /** The number in the first row and column of a query's result. */
    public long number(String query, String... parameters) throws SQLException {
        return queryValue(query, ResultSet::getLong, parameters);
    }

    @FunctionalInterface
    private interface ColumnReader<T> {
        T read(ResultSet row, int column) throws SQLException;
    }

    private <T> T queryValue(String query, ColumnReader<T> reader, String... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("No row: " + query);
                }
                return reader.read(row, 1);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}
