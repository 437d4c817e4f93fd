package io.spanwire.notifier.history;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.notifier.personal.PostgresKeys;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of all streams in the tables of the projections' schema, read with a role that can only select. No index and
 * no column is there for feeds: a feed of some streams passes all positions of their partitions, as many at once as a
 * window has, inside the database.
 */
public final class PostgresFeeds implements FeedSource {
    /** Positions that one read passes, of all partitions together. */
    private static final long WINDOW = 50_000;
    /** Edges' clocks may differ, and a command is decided some time after it was sent. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final PreparedQuery<RowSet<Row>> heads;
    private final PreparedQuery<RowSet<Row>> page;
    private final PreparedQuery<RowSet<Row>> since;
    private final ArchivedFeeds archived;
    private final FeedRows rows;
    private final HistorySettings settings;

    /** @param pool connections of the reader role; needs no search_path */
    public PostgresFeeds(Pool pool, HistorySettings settings) {
        this.settings = settings;
        this.rows = new FeedRows(new PostgresKeys(pool));
        this.heads = query(pool, "feed-heads.sql");
        this.page = query(pool, "feed-page.sql");
        this.since = query(pool, "feed-since.sql");
        this.archived = new ArchivedFeeds(query(pool, "feed-archived.sql"), rows);
    }

    @Override
    public Future<FeedToken> heads() {
        return heads.execute().map(found -> token(found, "heads"));
    }

    @Override
    public Future<FeedToken> before(Instant time) {
        return since.execute(Tuple.of(time.minus(CLOCKS).atOffset(ZoneOffset.UTC), ArchivedPage.MAX_SPAN))
                .map(found -> token(found, "positions"));
    }

    private static FeedToken token(RowSet<Row> rows, String column) {
        Row row = rows.iterator().next();
        return new FeedToken(
                row.getUUID("epoch"),
                Arrays.stream(row.getArrayOfLongs(column))
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    @Override
    public Future<FeedPage> page(FeedFilter filter, FeedToken after, FeedToken to, FeedShares shares) {
        FeedRange range = FeedRange.of(after.positions(), to.positions(), shares, WINDOW);
        return page.execute(parameters(filter, range))
                .compose(found -> parts(filter, range, found))
                .map(parts -> FeedMerge.merge(after.positions(), parts))
                .onSuccess(shares::learn);
    }

    private Tuple parameters(FeedFilter filter, FeedRange range) {
        String @Nullable [] types =
                filter.types().isEmpty() ? null : filter.types().toArray(String[]::new);
        return Tuple.tuple()
                .addArrayOfInteger(range.partitions())
                .addArrayOfLong(range.after())
                .addArrayOfLong(range.upto())
                .addArrayOfInteger(range.shares())
                .addLong((long) settings.pageBytes() / range.partitions().length)
                .addString(filter.lowestStream())
                .addString(filter.streamsEnd())
                .addArrayOfString(types)
                .addOffsetDateTime(filter.since().atOffset(ZoneOffset.UTC))
                .addLong(ArchivedPage.MAX_SPAN);
    }

    private Future<List<FeedMerge.Part>> parts(FeedFilter filter, FeedRange range, RowSet<Row> found) {
        List<Future<FeedMerge.Part>> parts = new ArrayList<>();
        for (Row row : found) {
            FeedRange.One wanted = range.of(row.getInteger("partition"));
            Future<FeedMerge.Part> part = rows.part(row, wanted);
            parts.add(
                    row.getBoolean("archived")
                            ? part.compose(fromRows -> archived.with(fromRows, filter, wanted))
                            : part);
        }
        return Future.all(parts).map(all -> all.<FeedMerge.Part>list());
    }

    private static PreparedQuery<RowSet<Row>> query(Pool pool, String resource) {
        return pool.preparedQuery(Sql.beside(PostgresFeeds.class, resource).text());
    }
}
