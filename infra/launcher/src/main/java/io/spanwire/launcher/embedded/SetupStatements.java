package io.spanwire.launcher.embedded;

import io.spanwire.bus.domain.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statements that set up a new database server and read its durability settings, in {@code .sql} files beside this
 * class.
 */
final class SetupStatements {

    private SetupStatements() {}

    static void createRole(Connection connection, String role, String password) throws SQLException {
        String statement;
        try (PreparedStatement format = connection.prepareStatement(load("create-role"))) {
            format.setString(1, role);
            format.setString(2, password);
            try (ResultSet row = format.executeQuery()) {
                row.next();
                statement = row.getString(1);
            }
        }
        execute(connection, statement);
    }

    static void createDatabase(Connection connection) throws SQLException {
        execute(connection, load("create-database"));
        execute(connection, load("close-database"));
        execute(connection, load("open-database"));
    }

    static Map<String, String> durability(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(load("durability"))) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
        }
        return settings;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String load(String name) {
        return Sql.beside(SetupStatements.class, name + ".sql").text();
    }
}
