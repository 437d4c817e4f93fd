package io.spanwire.projections.journal;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.StreamId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The archived events of a partition by position. Pages are of one stream, so those of many streams overlap; they are read
 * a few at a time, and only the events of the range are kept. Ask for rows first: an event that is archived between both
 * is found twice, otherwise it would be missed.
 */
public final class ArchivedPositions {
    private static final Sql BETWEEN = Sql.beside(ArchivedPositions.class, "archived-between.sql");
    private static final int PAGES = 32;

    private ArchivedPositions() {}

    /** An archived event with its stream. */
    public record Found(StreamId stream, ArchivedEvent event) {}

    private record Stored(StreamId stream, long firstPosition, ArchivedPage page) {}

    /** The archived events at positions in {@code (after, to]}, in order. */
    public static List<Found> read(PipelinedConnection connection, int partition, long after, long to) {
        List<Found> found = new ArrayList<>();
        long read = after - ArchivedPage.MAX_SPAN;
        List<Stored> pages;
        do {
            pages = pages(connection, Tuple.of(partition, after, to, read, PAGES));
            for (Stored stored : pages) {
                stored.page().eventsBetween(after, to).forEach(event -> found.add(new Found(stored.stream(), event)));
                read = stored.firstPosition();
            }
        } while (pages.size() == PAGES);
        found.sort(Comparator.comparing(each -> each.event().position()));
        return found;
    }

    private static List<Stored> pages(PipelinedConnection connection, Tuple range) {
        return connection.roundTrip(
                () -> connection.send(StatementAuthor.SPANWIRE, BETWEEN, range).map(rows -> {
                    List<Stored> pages = new ArrayList<>(rows.size());
                    rows.forEach(row -> pages.add(stored(row)));
                    return pages;
                }));
    }

    private static Stored stored(Row row) {
        return new Stored(
                StreamId.parse(row.getString("stream")), row.getLong("first_position"), RowMappers.archivedPage(row));
    }
}
