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

/** A real PostgreSQL with Spanwire's schema and the roles worker and reader. */
final class TestDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;

    TestDatabase() throws IOException {
        server = EmbeddedPostgres.builder().start();
        execute("create role worker login");
        execute("create role reader login");
    }

    SchemaOwner owner() {
        return new SchemaOwner(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "", "worker", "reader");
    }

    void prepare(Domains domains, int partitions) {
        new Schema(owner()).prepare(domains, TestDatabase.class.getClassLoader(), partitions);
    }

    PgConnectOptions worker() {
        return new PgConnectOptions()
                .setHost("localhost")
                .setPort(server.getPort())
                .setDatabase("postgres")
                .setUser("worker")
                .setCachePreparedStatements(true)
                .setPipeliningLimit(256)
                .addProperty("lock_timeout", "500")
                .addProperty("search_path", "read_model");
    }

    /** A connection as the owner. */
    Connection connection() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** The first column of all rows, as text. */
    List<String> column(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
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
    public void close() throws IOException {
        server.close();
    }
}
