package io.spanwire.notifier.history;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.archive.ArchivedVersions;
import io.spanwire.bus.archive.UnreadablePage;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.personal.EventOpener;
import io.spanwire.notifier.personal.StoredText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archived part of the history. It is found by what rows lack: see {@link ArchivedPage}. Thread-safe. */
final class ArchivedHistory {
    private static final Logger LOG = LoggerFactory.getLogger(ArchivedHistory.class);

    private final PreparedQuery<RowSet<Row>> page;
    private final int pageBytes;
    private final EventOpener opener;
    private final ArchivedVersions known = new ArchivedVersions();

    ArchivedHistory(PreparedQuery<RowSet<Row>> page, int pageBytes, EventOpener opener) {
        this.page = page;
        this.pageBytes = pageBytes;
        this.opener = opener;
    }

    /** Whether this version is known to be archived, so that no row need be looked for. */
    boolean knows(StreamId stream, long version) {
        return known.contain(stream, version);
    }

    /** The archived events after a version, when the first row after it has a higher version than the next. */
    Future<HistoryPage> firstPage(StreamId stream, long after, int events, long firstRow) {
        known.add(stream, firstRow - 1);
        return page(stream, after, events).map(found -> {
            if (found.events() == 0) {
                throw new IllegalStateException("Stream " + stream + " has no version " + (after + 1));
            }
            return found;
        });
    }

    /** Archived events after a version, at most those of one archived page; empty if the next one is not archived. */
    Future<HistoryPage> page(StreamId stream, long after, int events) {
        return page.execute(Tuple.of(stream.toString(), after + 1)).compose(rows -> {
            for (Row row : rows) {
                return part(decode(stream, row), after + 1, events);
            }
            return Future.succeededFuture(HistoryPage.EMPTY);
        });
    }

    private Future<HistoryPage> part(ArchivedPage archived, long from, int events) {
        if (archived.lastVersion() < from) {
            return Future.succeededFuture(HistoryPage.EMPTY);
        }
        long to = archived.lastWithin(from, from + events - 1, pageBytes);
        HistoryPage part = new HistoryPage(
                from, Math.toIntExact(to - from + 1), archived.text(from, to).toBytes());
        return part.isSealed() ? open(archived, from, to) : Future.succeededFuture(part);
    }

    private Future<HistoryPage> open(ArchivedPage archived, long from, long to) {
        List<StoredText> stored = archived.events(from, to).stream()
                .map(event -> new StoredText(event.text(), event.secret()))
                .toList();
        return opener.open(stored).map(opened -> HistoryPage.of(from, opened));
    }

    private static ArchivedPage decode(StreamId stream, Row row) {
        try {
            @Nullable Buffer secrets = row.getBuffer("secrets");
            return ArchivedPage.decode(
                    row.getBuffer("content").getBytes(), secrets == null ? null : secrets.getBytes());
        } catch (UnreadablePage unreadable) {
            LOG.error("archive unreadable stream={}", stream, unreadable);
            throw unreadable;
        }
    }
}
