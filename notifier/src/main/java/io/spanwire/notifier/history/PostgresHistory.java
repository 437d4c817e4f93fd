package io.spanwire.notifier.history;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.personal.EventOpener;
import io.spanwire.notifier.personal.PostgresKeys;
import io.spanwire.notifier.personal.StoredText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** History in the tables of the projections' schema, read with a role that can only select. */
public final class PostgresHistory implements HistorySource {
    private final PreparedQuery<RowSet<Row>> head;
    private final PreparedQuery<RowSet<Row>> page;
    private final PreparedQuery<RowSet<Row>> positions;
    private final PreparedQuery<RowSet<Row>> changedStreams;
    private final ArchivedHistory archived;
    private final HistorySettings settings;
    private final EventOpener opener;

    /** @param pool connections of the reader role; needs no search_path */
    public PostgresHistory(Pool pool, HistorySettings settings) {
        this.settings = settings;
        this.opener = new EventOpener(new PostgresKeys(pool));
        this.head = query(pool, "head.sql");
        this.page = query(pool, "page.sql");
        this.positions = query(pool, "positions.sql");
        this.archived = new ArchivedHistory(query(pool, "archived-page.sql"), settings.pageBytes(), opener);
        this.changedStreams = query(pool, "changed-streams.sql");
    }

    @Override
    public Future<StreamHead> head(StreamId stream) {
        return head.execute(Tuple.of(stream.toString()))
                .map(rows -> rows.iterator().next())
                .map(row -> new StreamHead(row.getString(0), row.getLong(1)));
    }

    @Override
    public Future<HistoryPage> page(StreamId stream, long after) {
        return page(stream, after, settings.pageEvents());
    }

    @Override
    public Future<HistoryPage> firstPage(StreamId stream, long after) {
        return page(stream, after, settings.firstPageEvents());
    }

    @Override
    public Future<Map<Integer, Long>> lastPositions() {
        return positions.execute().map(rows -> {
            Map<Integer, Long> heads = new HashMap<>();
            rows.forEach(row -> heads.put(row.getInteger(0), row.getLong(1)));
            return heads;
        });
    }

    @Override
    public Future<Map<StreamId, Long>> changedStreams(int partition, long from, long to) {
        return changedStreams.execute(Tuple.of(partition, from, to)).map(rows -> {
            Map<StreamId, Long> streams = new HashMap<>();
            rows.forEach(row -> streams.put(StreamId.parse(row.getString(0)), row.getLong(1)));
            return streams;
        });
    }

    private Future<HistoryPage> page(StreamId stream, long after, int events) {
        if (archived.knows(stream, after + 1)) {
            return archived.page(stream, after, events)
                    .compose(found -> found.events() > 0 ? Future.succeededFuture(found) : rows(stream, after, events));
        }
        return rows(stream, after, events)
                .compose(found -> found.events() == 0 || found.first() == after + 1
                        ? Future.succeededFuture(found)
                        : archived.firstPage(stream, after, events, found.first()));
    }

    private Future<HistoryPage> rows(StreamId stream, long after, int events) {
        return page.execute(Tuple.of(stream.toString(), after, events, settings.pageBytes()))
                .map(rows -> rows.iterator().next())
                .compose(row -> open(page(row), row));
    }

    private Future<HistoryPage> open(HistoryPage page, Row row) {
        if (!page.isSealed()) {
            return Future.succeededFuture(page);
        }
        Map<Long, EventSecret> secrets = new HashMap<>();
        Long[] versions = row.getArrayOfLongs(4);
        if (versions != null) {
            Buffer[] found = row.getArrayOfBuffers(5);
            for (int i = 0; i < versions.length; i++) {
                secrets.put(versions[i], new EventSecret(found[i].getBytes()));
            }
        }
        List<StoredText> texts = new ArrayList<>(page.events());
        for (long version = page.first(); version <= page.last(); version++) {
            texts.add(new StoredText(page.text(version), secrets.get(version)));
        }
        return opener.open(texts).map(opened -> HistoryPage.of(page.first(), opened));
    }

    private static HistoryPage page(Row row) {
        int events = Math.toIntExact(row.getLong(0));
        if (events == 0) {
            return HistoryPage.EMPTY;
        }
        long first = row.getLong(1);
        if (row.getLong(2) != first + events - 1) {
            throw new IllegalStateException("A page of history has a hole");
        }
        return new HistoryPage(first, events, row.getBuffer(3).getBytes());
    }

    private static PreparedQuery<RowSet<Row>> query(Pool pool, String resource) {
        return pool.preparedQuery(Sql.beside(PostgresHistory.class, resource).text());
    }
}
