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
public final class TestDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;

    public TestDatabase() throws IOException {
        server = EmbeddedPostgres.builder().start();
        execute("create role worker login");
        execute("create role reader login");
    }

    SchemaOwner schemaOwner() {
        return new SchemaOwner(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "", "worker", "reader");
    }

    public void prepare(Domains domains, int partitions) {
        new Schema(schemaOwner()).prepare(domains, TestDatabase.class.getClassLoader(), partitions);
    }

    public PgConnectOptions worker() {
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

    /** The login of the schema's owner. */
    public PgConnectOptions owner() {
        return new PgConnectOptions()
                .setHost("localhost")
                .setPort(server.getPort())
                .setDatabase("postgres")
                .setUser("postgres");
    }

    /** A connection as the owner. */
    public Connection connection() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    public void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** The first column of all rows, as text. */
    public List<String> column(String sql) {
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
