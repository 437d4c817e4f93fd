package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.message.EventText;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of events and pages, read and changed as the schema's owner. Blocking, one thread. */
final class ArchiveTables {
    private static final int STREAMS = 500;
    private static final int ROWS = ArchivedPage.MAX_EVENTS;
    private static final long BYTES = 1 << 20;

    private final JdbcDatabase tables;

    ArchiveTables(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** The next streams, by name, with events to archive. */
    List<OldStream> oldStreams(ArchiveRequest request, String after) {
        return tables.query(
                "old-streams.sql",
                row -> new OldStream(
                        row.getString("stream"), row.getInt("partition"), row.getLong("version"), row.getLong("first")),
                published(request),
                Timestamp.from(request.before()),
                after,
                request.scope().lowest(),
                request.scope().end(),
                STREAMS);
    }

    ArchiveSize countOld(ArchiveRequest request) {
        return tables.query(
                        "count-old.sql",
                        row -> new ArchiveSize(row.getLong("streams"), row.getLong("events"), row.getLong("bytes")),
                        published(request),
                        Timestamp.from(request.before()),
                        request.scope().lowest(),
                        request.scope().end())
                .get(0);
    }

    /** The next events of a stream after a version, without its newest one; empty only if there are none. */
    List<ArchivedEvent> events(OldStream stream, long after) {
        return tables.query("events.sql", ArchiveTables::event, stream.stream(), after, stream.version(), ROWS, BYTES);
    }

    Optional<ArchivedPage> lastPage(OldStream stream) {
        return tables
                .query("last-page.sql", row -> ArchivedPage.decode(row.getBytes("content"), null), stream.stream())
                .stream()
                .findFirst();
    }

    /** Moves the events of these pages out of their rows, all or nothing. */
    void write(List<NewPage> pages) {
        tables.inTransaction(() -> {
            tables.update("bounds.sql");
            tables.query("lock-secrets.sql", row -> true);
            MovedSecrets secrets = new MovedSecrets();
            deleteEvents(pages, secrets);
            deleteReplaced(pages.stream().filter(NewPage::replaces).toList(), secrets);
            insert(pages, secrets);
            countTypes(pages);
            return pages;
        });
    }

    private void deleteEvents(List<NewPage> pages, MovedSecrets secrets) {
        int deleted = tables.query(
                        "delete-events.sql",
                        row -> secrets.add(row.getString("stream"), row.getLong("version"), row.getBytes("secret")),
                        streams(pages),
                        longs(pages, NewPage::added),
                        longs(pages, each -> each.page().lastVersion()))
                .size();
        long expected = pages.stream().mapToLong(NewPage::events).sum();
        if (deleted != expected) {
            throw new IllegalStateException(deleted + " of " + expected + " events to archive were found");
        }
    }

    private void deleteReplaced(List<NewPage> pages, MovedSecrets secrets) {
        if (!pages.isEmpty()) {
            tables.query(
                    "delete-pages.sql",
                    row -> secrets.addPage(
                            row.getString("stream"), row.getLong("first_version"), row.getBytes("secrets")),
                    streams(pages),
                    longs(pages, each -> each.page().firstVersion()));
        }
    }

    private void insert(List<NewPage> pages, MovedSecrets secrets) {
        tables.update(
                "insert-pages.sql",
                streams(pages),
                longs(pages, each -> each.page().firstVersion()),
                longs(pages, each -> each.page().lastVersion()),
                pages.stream().map(each -> each.stream().partition()).toArray(Integer[]::new),
                longs(pages, each -> each.page().firstPosition()),
                longs(pages, each -> each.page().lastPosition()),
                texts(pages, each -> each.page().earliest().toString()),
                texts(pages, each -> each.page().latest().toString()),
                pages.stream().map(each -> each.page().bytes()).toArray(Integer[]::new),
                pages.stream().map(ArchiveTables::content).toArray(byte[][]::new),
                pages.stream().map(secrets::of).toArray(byte[][]::new));
    }

    /** What is deleted must be readable again, whatever the compression did. */
    private static byte[] content(NewPage page) {
        byte[] content = page.page().encode();
        if (!ArchivedPage.decode(content, null).events().equals(page.page().events())) {
            throw new IllegalStateException("A page of " + page.stream().stream() + " cannot be read back");
        }
        return content;
    }

    private void countTypes(List<NewPage> pages) {
        Map<DataType, Long> counts = pages.stream()
                .flatMap(each -> each.page().events(each.added(), each.page().lastVersion()).stream())
                .collect(Collectors.groupingBy(DataType::of, Collectors.counting()));
        List<DataType> types = List.copyOf(counts.keySet());
        tables.update(
                "count-types.sql",
                types.stream().map(DataType::type).toArray(String[]::new),
                types.stream().map(DataType::version).toArray(Integer[]::new),
                types.stream().map(counts::get).toArray(Long[]::new));
    }

    boolean claim() {
        return tables.query("claim.sql", row -> row.getBoolean("claimed")).get(0);
    }

    boolean hasStreams(ExportScope scope) {
        return tables.query("stream-exists.sql", row -> row.getBoolean("known"), scope.lowest(), scope.end())
                .get(0);
    }

    Map<Integer, Long> heads() {
        return tables.query("heads.sql", row -> Map.entry(row.getInt("partition"), row.getLong("head"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean hasTablespace(String name) {
        return tables.query("tablespace.sql", row -> row.getBoolean("known"), name)
                .get(0);
    }

    void move(String tablespace) {
        tables.inTransaction(() -> {
            tables.update("bounds.sql");
            return tables.query("move.sql", row -> row.getObject(1), tablespace);
        });
    }

    TableSizes sizes() {
        return tables.query("sizes.sql", row -> new TableSizes(row.getLong("events"), row.getLong("archive")))
                .get(0);
    }

    List<ArchivedPart> parts(String statement, ExportScope scope, int max) {
        return tables.query(
                statement,
                row -> new ArchivedPart(
                        row.getString("name"),
                        row.getLong("streams"),
                        row.getLong("events"),
                        row.getLong("bytes"),
                        row.getLong("stored"),
                        instant(row, "first_at"),
                        instant(row, "last_at")),
                scope.lowest(),
                scope.end(),
                max);
    }

    private static ArchivedEvent event(ResultSet row) throws SQLException {
        return new ArchivedEvent(
                row.getLong("version"),
                row.getLong("position"),
                row.getString("type"),
                instant(row, "at"),
                EventText.of(row.getString("body")),
                null); // its secret may be destroyed until it is moved
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Long[] published(ArchiveRequest request) {
        return request.published().toArray(Long[]::new);
    }

    private static String[] streams(List<NewPage> pages) {
        return texts(pages, each -> each.stream().stream());
    }

    private static String[] texts(List<NewPage> pages, Function<NewPage, String> value) {
        return pages.stream().map(value).toArray(String[]::new);
    }

    private static Long[] longs(List<NewPage> pages, Function<NewPage, Long> value) {
        return pages.stream().map(value).toArray(Long[]::new);
    }
}
