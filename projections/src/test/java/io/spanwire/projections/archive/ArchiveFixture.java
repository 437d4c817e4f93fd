package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.lane.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A fixture of archive tests: a real PostgreSQL with one partition of stored events, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ArchiveFixture {
    static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");
    static final Instant LATER = START.plusSeconds(1_000_000);

    private final Map<String, Long> versions = new HashMap<>();
    long position;
    TestDatabase database;
    private Connection connection;

    @BeforeAll
    void startDatabase() throws Exception {
        database = new TestDatabase();
        database.prepare(Domains.of(List.of()), 1);
        database.doNotFlush();
        connection = database.connection();
    }

    @AfterAll
    void stopDatabase() throws Exception {
        connection.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute("truncate spanwire.event, spanwire.stream, spanwire.archived_page, spanwire.archived_type");
        versions.clear();
        position = 0;
    }

    HistoryArchive open() {
        return HistoryArchive.open(database.url(), "postgres", "");
    }

    /** Archives everything that may be. */
    ArchiveSize archive() {
        return archive("*", LATER, Long.MAX_VALUE);
    }

    ArchiveSize archive(String what, Instant before, long published) {
        try (HistoryArchive archive = open()) {
            return archive.run(new ArchiveRequest(ExportScope.parse(what), before, List.of(published)), events -> {});
        }
    }

    /** Stores an event as a lane does, with a text of about so many bytes, a second after the one before. */
    void store(String stream, int size) {
        position++;
        long version = versions.merge(stream, 1L, Long::sum);
        try (PreparedStatement event =
                connection.prepareStatement("with moved as (update spanwire.partition set head = ?),"
                        + " stored as (insert into spanwire.event (stream, version, partition, position, type, at, body)"
                        + " values (?, ?, 0, ?, ?, ?::timestamptz, ?))"
                        + " insert into spanwire.stream (stream, partition, version) values (?, 0, ?)"
                        + " on conflict (stream) do update set version = excluded.version")) {
            event.setLong(1, position);
            event.setString(2, stream);
            event.setLong(3, version);
            event.setLong(4, position);
            event.setString(5, "note.type-" + version % 2);
            event.setString(6, START.plusSeconds(position).toString());
            event.setString(
                    7,
                    "{\"type\":\"note.type-" + version % 2
                            + (version % 2 == 0 ? "" : "\",\"dataschema\":\"spanwire:/schemas/note.type-1/3")
                            + "\",\"time\":\"now\",\"text\":\"" + "grüße".repeat(size / 7) + version + "\"}");
            event.setString(8, stream);
            event.setLong(9, version);
            event.executeUpdate();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Every stored event, from rows and pages, by stream and version; fails if one is stored twice. */
    Map<String, String> events() throws SQLException {
        Map<String, String> events = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery(
                    "select stream, version, position, type, at::text, body from spanwire.event");
            while (rows.next()) {
                put(
                        events,
                        rows.getString(1) + ':' + rows.getLong(2),
                        rows.getLong(3) + " " + rows.getString(4) + " "
                                + rows.getObject(5, String.class).replace("+00", "") + " " + rows.getString(6));
            }
            ResultSet pages = statement.executeQuery("select stream, content from spanwire.archived_page");
            while (pages.next()) {
                String stream = pages.getString(1);
                ArchivedPage.decode(pages.getBytes(2), null)
                        .events()
                        .forEach(event -> put(
                                events,
                                stream + ':' + event.version(),
                                event.position() + " " + event.type() + " "
                                        + event.at()
                                                .toString()
                                                .replace('T', ' ')
                                                .replace("Z", "") + " " + event.text()));
            }
        }
        return events;
    }

    private static void put(Map<String, String> events, String key, String event) {
        if (events.put(key, event) != null) {
            throw new AssertionError(key + " is stored twice");
        }
    }

    List<String> rows() {
        return database.column("select stream || ':' || version from spanwire.event order by position");
    }

    /** The pages, each as stream and versions. */
    List<String> pages() {
        return new ArrayList<>(database.column("select stream || ':' || first_version || '-' || last_version"
                + " from spanwire.archived_page order by stream, first_version"));
    }
}
