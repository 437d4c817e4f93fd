package io.spanwire.edge.view;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views in PostgreSQL, read with a read-only role. Version and rows come from one REPEATABLE READ transaction, so
 * the rows show exactly that version. When the database does not answer in time, the problem is unavailable.
 */
public final class PostgresViews implements ViewStore, RowLookup {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresViews.class);
    private static final Sql SNAPSHOT = Sql.beside(PostgresViews.class, "snapshot.sql");
    private static final Sql STREAM_VERSION = Sql.beside(PostgresViews.class, "stream-version.sql");
    private static final Sql PLACE = Sql.beside(PostgresViews.class, "place.sql");
    /** The server ends statements earlier; this timeout is for dead connections. */
    private static final long TIMEOUT_SECONDS = 10;

    private final Pool pool;
    private final BuiltViews built;

    public PostgresViews(Pool pool, Domains domains) {
        this.pool = pool;
        this.built = new BuiltViews(domains);
    }

    @Override
    public Future<Long> version(StreamId stream) {
        return pool.preparedQuery(STREAM_VERSION.text())
                .execute(Tuple.of(stream.toString()))
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .map(rows -> version(rows).version().orElseThrow())
                .recover(PostgresViews::unavailable);
    }

    @Override
    public Future<ViewPage> query(BoundView query, Predicate<ViewSnapshot> isKnown) {
        return pool.withTransaction(connection -> connection
                        .query(SNAPSHOT.text())
                        .execute()
                        .compose(ready -> built.require(connection, query.view()))
                        .compose(ready -> snapshotOf(connection, query.stream()))
                        .compose(snapshot -> rows(connection, query, snapshot, isKnown)))
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(PostgresViews::unavailable);
    }

    @Override
    public Future<List<Boolean>> haveRows(List<BoundView> queries) {
        View view = queries.get(0).view();
        List<Tuple> parameters = queries.stream().map(BoundView::tuple).toList();
        return pool.withTransaction(connection -> connection
                        .query(SNAPSHOT.text())
                        .execute()
                        .compose(ready -> built.require(connection, view))
                        .compose(ready ->
                                connection.preparedQuery(view.sql().text()).executeBatch(parameters))
                        .map(PostgresViews::haveRows))
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(PostgresViews::unavailable);
    }

    private static List<Boolean> haveRows(RowSet<Row> first) {
        List<Boolean> found = new ArrayList<>();
        for (RowSet<Row> rows = first; rows != null; rows = rows.next()) {
            found.add(rows.size() > 0);
        }
        return found;
    }

    /** Views over many streams continue in a feed. */
    private static Future<ViewSnapshot> snapshotOf(SqlConnection connection, Optional<StreamId> stream) {
        return stream.map(bound -> connection
                        .preparedQuery(STREAM_VERSION.text())
                        .execute(Tuple.of(bound.toString()))
                        .map(PostgresViews::version))
                .orElseGet(
                        () -> connection.preparedQuery(PLACE.text()).execute().map(PostgresViews::place));
    }

    private static ViewSnapshot place(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        long[] heads = Arrays.stream(row.getArrayOfLongs("heads"))
                .mapToLong(Long::longValue)
                .toArray();
        return ViewSnapshot.of(new FeedToken(row.getUUID("epoch"), heads), row.getLong("switches"));
    }

    private static ViewSnapshot version(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return ViewSnapshot.of(row.getLong("version"), row.getUUID("epoch").toString(), row.getLong("switches"));
    }

    private static Future<ViewPage> rows(
            SqlConnection connection, BoundView query, ViewSnapshot snapshot, Predicate<ViewSnapshot> isKnown) {
        if (isKnown.test(snapshot)) {
            return Future.succeededFuture(new ViewPage(snapshot, Optional.empty(), "null", 0));
        }
        return connection
                .preparedQuery(query.view().sql().text())
                .execute(query.tuple())
                .map(rows -> RowJson.page(rows, query, snapshot));
    }

    /**
     * A refused statement is a bug of the view; any other failure means that the database is unavailable or too slow.
     */
    private static <T> Future<T> unavailable(Throwable failure) {
        if (failure instanceof ProblemException) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof PgException refused && isBug(refused.getSqlState())) {
            return Future.failedFuture(failure);
        }
        LOG.warn("database did not answer reason={}", failure.toString());
        return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
    }

    /** SQLSTATE classes 22 (data), 25 (write attempt), 26 and 42 (syntax or access): these fail every time. */
    private static boolean isBug(@Nullable String sqlState) {
        return sqlState != null && Stream.of("22", "25", "26", "42").anyMatch(sqlState::startsWith);
    }
}
