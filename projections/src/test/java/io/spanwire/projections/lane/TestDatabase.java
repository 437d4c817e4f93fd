package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.schema.Schema;
import io.spanwire.projections.schema.SchemaOwner;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database with Spanwire's schema and the roles worker and reader, on a real PostgreSQL that all tests of this JVM share
 * and that ends with it.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger CREATED = new AtomicInteger();

    private static final class Shared {
        private static final EmbeddedPostgres SERVER = startServer();
    }

    private final EmbeddedPostgres server = Shared.SERVER;
    private final String name = "test" + CREATED.incrementAndGet();

    public TestDatabase() {
        executeAsSuperuser("create database " + name);
    }

    private static EmbeddedPostgres startServer() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder().start();
            try (Connection connection = started.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role worker login");
                statement.execute("create role reader login");
            }
            return started;
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void executeAsSuperuser(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** Makes commits fast in sessions that are opened from now on. */
    public void doNotFlush() {
        executeAsSuperuser("alter database " + name + " set synchronous_commit = off");
    }

    /** Its JDBC address; the owner, {@code postgres}, needs no password. */
    public String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    SchemaOwner schemaOwner() {
        return new SchemaOwner(url(), "postgres", "", "worker", "reader");
    }

    public void prepare(Domains domains, int partitions) {
        new Schema(schemaOwner()).prepare(domains, TestDatabase.class.getClassLoader(), partitions);
    }

    public PgConnectOptions worker() {
        return new PgConnectOptions()
                .setHost("localhost")
                .setPort(server.getPort())
                .setDatabase(name)
                .setUser("worker")
                .setCachePreparedStatements(true)
                .setPipeliningLimit(256)
                .addProperty("lock_timeout", "500")
                .addProperty("search_path", "read_model");
    }

    /** The login of the schema's owner. */
    public PgConnectOptions owner() {
        return new PgConnectOptions()
                .setHost("localhost")
                .setPort(server.getPort())
                .setDatabase(name)
                .setUser("postgres");
    }

    /** A connection as the owner. */
    public Connection connection() throws SQLException {
        return server.getDatabase("postgres", name).getConnection();
    }

    public void execute(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** The first column of all rows, as text. */
    public List<String> column(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    @Override
    public void close() {
        executeAsSuperuser("drop database " + name + " with (force)");
    }
}
