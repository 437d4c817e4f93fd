package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domains;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL in which tests prepare the schema, as several releases of a program do one after the other. */
final class SchemaDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final SchemaOwner owner;

    SchemaDatabase() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        owner = new SchemaOwner(server.getJdbcUrl("postgres", "postgres"), "postgres", "", "worker", "reader");
        execute("create role worker; create role reader");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    void empty() throws SQLException {
        execute(
                "drop schema if exists spanwire, read_model, read_model_next, read_model_previous, read_model_check cascade");
    }

    SchemaOwner owner() {
        return owner;
    }

    /** Each task with the version of the tables in use. */
    List<String> tasks() throws SQLException {
        List<String> tasks = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                java.sql.Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select concat_ws(' ', r.projection, r.task, r.version, r.state,"
                                + " r.tables::text, p.version) from spanwire.rebuild r join spanwire.projection p on p.name ="
                                + " r.projection")) {
            while (rows.next()) {
                tasks.add(rows.getString(1));
            }
        }
        return tasks;
    }

    List<String> compare(Domains domains, String... accepted) {
        return new KnownProjections(domains, Set.of(accepted)).compare(owner.login());
    }

    /** Applies Spanwire's migrations up to this one, as an older release did. */
    void migrateTo(String version) {
        Flyway.configure(SchemaDatabase.class.getClassLoader())
                .dataSource(owner.url(), owner.user(), owner.password())
                .schemas("spanwire", "read_model", "read_model_next", "read_model_previous", "read_model_check")
                .defaultSchema("spanwire")
                .table("flyway_history")
                .locations("classpath:io/spanwire/projections/schema/migration")
                .placeholders(Map.of("worker", owner.worker(), "reader", owner.reader()))
                .target(version)
                .load()
                .migrate();
    }

    InstalledSchema installed() {
        return new InstalledSchema(owner.login());
    }

    void prepare(Domains domains) {
        new Schema(owner).prepare(domains, SchemaDatabase.class.getClassLoader(), 1);
    }

    void prepare(Path migrations) throws IOException {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {migrations.toUri().toURL()}, SchemaDatabase.class.getClassLoader())) {
            new Schema(owner).prepare(BidsDomain.domains(), classes, 1);
        }
    }

    void migration(Path folder, String name) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("db").resolve("bids"));
        Files.writeString(migrations.resolve(name), "create table " + name.substring(0, 4) + " (a integer);");
    }

    void storeEvents(int count) throws SQLException {
        execute("insert into spanwire.event (stream, version, partition, position, type, at, body)"
                + " select 'bids/a', n, 0, n, 'bids.bid-placed', now(), '{}' from generate_series("
                + " (select coalesce(max(version), 0) + 1 from spanwire.event),"
                + " (select coalesce(max(version), 0) + " + count + " from spanwire.event)) n");
        execute("insert into spanwire.event (stream, version, partition, position, type, at, body)"
                + " select 'other/a', n, 1, n, 'other.thing', now(), '{}' from (select coalesce(max(version), 0) + 1 as n"
                + " from spanwire.event where stream = 'other/a') next");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
