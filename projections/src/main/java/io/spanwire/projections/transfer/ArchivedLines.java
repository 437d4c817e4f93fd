package io.spanwire.projections.transfer;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.schema.JdbcDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The archived events in a snapshot, by position or by version. It holds few pages at a time. Blocking, one thread. */
final class ArchivedLines {
    private static final int PAGES = 32;

    private final JdbcDatabase tables;
    private final Map<Integer, Long> upTo = new HashMap<>();

    private record Stored(String stream, long firstPosition, ArchivedPage page) {}

    ArchivedLines(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** Whether a partition may have archived events of these streams, the same each time, after a position. */
    boolean hasAfter(int partition, long position, ExportScope scope) {
        long last = upTo.computeIfAbsent(partition, read -> tables.query(
                        "archived-up-to.sql", row -> row.getLong("position"), partition, scope.lowest(), scope.end())
                .get(0));
        return last > position;
    }

    /** Those of a partition at positions in {@code (after, to]}, in order. */
    List<StoredLine> between(int partition, long after, long to, ExportScope scope) {
        List<StoredLine> lines = new ArrayList<>();
        long read = after - ArchivedPage.MAX_SPAN;
        List<Stored> pages;
        do {
            pages = tables.query(
                    "archived-between.sql",
                    row -> new Stored(
                            row.getString("stream"),
                            row.getLong("first_position"),
                            ArchivedPage.decode(row.getBytes("content"), row.getBytes("secrets"))),
                    partition,
                    after,
                    to,
                    read,
                    scope.lowest(),
                    scope.end(),
                    PAGES);
            for (Stored stored : pages) {
                stored.page().eventsBetween(after, to).forEach(event -> lines.add(line(stored.stream(), event)));
                read = stored.firstPosition();
            }
        } while (pages.size() == PAGES);
        lines.sort(Comparator.comparing(StoredLine::position));
        return lines;
    }

    /** The rest of the page that has the event after a version, as far as it is at positions in {@code (after, to]}. */
    List<StoredLine> next(StreamId stream, long version, long after, long to) {
        Optional<ArchivedPage> page = page(tables, stream.toString(), version + 1);
        while (page.isPresent()) {
            List<StoredLine> lines = page.get().eventsBetween(after, to).stream()
                    .filter(event -> event.version() > version)
                    .map(event -> line(stream.toString(), event))
                    .toList();
            if (!lines.isEmpty() || page.get().firstPosition() > to) {
                return lines;
            }
            page = page(tables, stream.toString(), page.get().lastVersion() + 1);
        }
        return List.of();
    }

    /** The page with the event of a stream at a version, if that is archived. */
    static Optional<ArchivedPage> page(JdbcDatabase tables, String stream, long version) {
        return tables
                .query(
                        "archived-page.sql",
                        row -> ArchivedPage.decode(row.getBytes("content"), row.getBytes("secrets")),
                        stream,
                        version)
                .stream()
                .filter(page -> page.lastVersion() >= version)
                .findFirst();
    }

    private static StoredLine line(String stream, ArchivedEvent event) {
        return new StoredLine(
                stream,
                event.version(),
                event.position(),
                event.at(),
                event.text().toString(),
                event.secret());
    }
}
