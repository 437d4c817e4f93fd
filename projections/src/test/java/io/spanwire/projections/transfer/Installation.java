package io.spanwire.projections.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.Worker;
import io.spanwire.projections.archive.ArchiveRequest;
import io.spanwire.projections.archive.HistoryArchive;
import io.spanwire.projections.exportfile.ExportReader;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportTrailer;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.schema.Schema;
import io.spanwire.projections.schema.SchemaOwner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A database of a real PostgreSQL with Spanwire's schema, for exports and imports. */
final class Installation {
    /** Queries of all that an export has. */
    static final String EVENTS = "select stream, version, type, at, body from spanwire.event order by 1, 2";

    static final String OUTCOMES = "select command, stream, name, actor, fingerprint, version, events, problem, at"
            + " from spanwire.outcome order by 1";
    static final String STREAMS = "select stream, version, snapshot from spanwire.stream order by 1";
    static final String NAMES = "select name, guest from read_model.guest_name order by 1";
    static final String WORDS = "select guest, version, words from read_model.guest_words order by 1, 2";

    static final Domains DOMAINS = Domains.of(List.of(new GuestsDomain()));

    private final Vertx vertx;
    private final int port;
    private final String database;
    private final int partitions;

    private Installation(Vertx vertx, int port, String database, int partitions) {
        this.vertx = vertx;
        this.port = port;
        this.database = database;
        this.partitions = partitions;
    }

    /** Creates the roles that all installations of a server share. */
    static EmbeddedPostgres server() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role worker login");
            statement.execute("create role reader login");
        }
        return server;
    }

    static Installation create(EmbeddedPostgres server, Vertx vertx, String database, int partitions)
            throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
        }
        Installation installation = new Installation(vertx, server.getPort(), database, partitions);
        new Schema(new SchemaOwner(installation.url(), "postgres", "", "worker", "reader"))
                .prepare(DOMAINS, Installation.class.getClassLoader(), partitions);
        return installation;
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    ImportResult load(String file) throws IOException {
        PgConnectOptions worker = new PgConnectOptions()
                .setHost("localhost")
                .setPort(port)
                .setDatabase(database)
                .setUser("worker")
                .setPassword("");
        try (HistoryImport history = HistoryImport.open(
                vertx,
                DOMAINS,
                new Partitioning(partitions),
                Worker.withLimits(worker, HistoryImport.STATEMENT_TIMEOUT),
                url())) {
            ExportReader reader =
                    new ExportReader(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), DOMAINS);
            return history.run(reader, events -> {}, () -> false);
        }
    }

    /** Everything. */
    String export() throws IOException {
        return export("*", Optional.empty());
    }

    String export(String scope, Optional<HistoryToken> from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        export(scope, from, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    ExportTrailer export(String scope, Optional<HistoryToken> from, OutputStream out) throws IOException {
        try (HistoryExport export = HistoryExport.open(url(), "reader", "")) {
            return export.write(ExportScope.parse(scope), from, out, (events, done) -> {});
        }
    }

    /** Archives what is older. */
    void archive(String before) {
        try (HistoryArchive archive = HistoryArchive.open(url(), "postgres", "")) {
            archive.run(
                    new ArchiveRequest(
                            ExportScope.EVERYTHING,
                            Instant.parse(before),
                            Collections.nCopies(partitions, Long.MAX_VALUE)),
                    events -> {});
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, each as the texts of its columns. */
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                StringBuilder text = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(column == 1 ? "" : "|").append(rows.getString(column));
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    void assertPositionsAreDense() throws SQLException {
        assertThat(
                        rows(
                                "select p.partition from spanwire.partition p left join spanwire.event e using (partition)"
                                        + " group by p.partition having count(e.position) <> p.head or coalesce(max(e.position), 0) <> p.head"))
                .isEmpty();
    }

    /** The token at the end of an export. */
    static HistoryToken token(String export) {
        String last = export.lines().reduce((first, second) -> second).orElseThrow();
        return HistoryToken.parse(last.replaceFirst(".*\"next\":\"([^\"]*)\".*", "$1"));
    }
}
