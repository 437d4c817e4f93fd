package io.spanwire.acceptance.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database in the hands of its owner. Blocking; a connection a call. */
public final class OwnerDatabase {
    private final Backend.Login login;

    public OwnerDatabase(Backend.Login login) {
        this.login = login;
    }

    /** Runs statements that return nothing. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs a statement that takes no parameters, such as one of DDL, with a literal in the place of {@code %L}. */
    public void executeWith(String format, String literal) throws SQLException {
        String statement = answer("select format(?, ?)", ResultSet::getString, format, literal);
        execute(statement);
    }

    /** The one number that a query answers. */
    public long number(String query, String... parameters) throws SQLException {
        return answer(query, ResultSet::getLong, parameters);
    }

    @FunctionalInterface
    private interface Column<T> {
        T of(ResultSet row, int number) throws SQLException;
    }

    private <T> T answer(String query, Column<T> column, String... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("No row: " + query);
                }
                return column.of(row, 1);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}
