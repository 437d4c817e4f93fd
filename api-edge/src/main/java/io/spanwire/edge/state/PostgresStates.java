package io.spanwire.edge.state;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.personal.EventOpener;
import io.spanwire.notifier.personal.PostgresKeys;
import io.spanwire.notifier.personal.StoredText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions, snapshots and events in PostgreSQL, read with a read-only role. Events never change and heads only grow, so
 * no transaction is needed.
 */
public final class PostgresStates implements StateStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStates.class);
    private static final Sql HEAD = load("head.sql");
    private static final Sql VERSION_AT = load("version-at.sql");
    private static final Sql TIME = load("time.sql");
    private static final Sql SNAPSHOT = load("snapshot.sql");
    private static final Sql EVENTS = load("events.sql");
    private static final Sql ARCHIVED_PAGE = load("archived-page.sql");
    private static final Sql ARCHIVED_BEFORE = load("archived-before.sql");
    private static final int PAGE_EVENTS = 1_000;
    private static final int PAGE_BYTES = 1 << 20;
    /** The server ends statements earlier; this timeout is for dead connections. */
    private static final long TIMEOUT_SECONDS = 11;

    private final Pool pool;
    private final EventOpener opener;

    public PostgresStates(Pool pool) {
        this.pool = pool;
        this.opener = new EventOpener(new PostgresKeys(pool));
    }

    @Override
    public Future<PastVersion> find(StreamId stream, StateQuery query) {
        return read(HEAD, Tuple.of(stream.toString()))
                .map(rows -> rows.iterator().next())
                .compose(head -> version(stream, query, head.getLong("version")).compose(version -> time(
                                stream, version)
                        .map(time -> new PastVersion(
                                stream, version, time, head.getUUID("epoch").toString(), head.getLong("version")))));
    }

    private Future<Long> version(StreamId stream, StateQuery query, long head) {
        if (query.at().isPresent()) {
            OffsetDateTime after = after(query.at().get());
            return head == 0 ? Future.succeededFuture(0L) : versionBefore(stream, after);
        }
        long version = query.version().orElse(head);
        return version <= head
                ? Future.succeededFuture(version)
                : Future.failedFuture(new ProblemException(
                        Problems.BEYOND_HEAD.because("The stream " + stream + " is at version " + head + ".")));
    }

    private Future<Long> versionBefore(StreamId stream, OffsetDateTime time) {
        return read(VERSION_AT, Tuple.of(stream.toString(), time)).compose(rows -> {
            Long version = rows.iterator().next().getLong("version");
            return version == null
                    ? archivedPage(ARCHIVED_BEFORE, stream, time).map(page -> page.map(
                                    found -> found.lastBefore(time.toInstant()).orElse(0))
                            .orElse(0L))
                    : Future.succeededFuture(version);
        });
    }

    private Future<Optional<ArchivedPage>> archivedPage(Sql statement, StreamId stream, Object where) {
        return read(statement, Tuple.of(stream.toString(), where))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(PostgresStates::decoded));
    }

    /** The text of an event has its time in milliseconds; the event itself is a little later. */
    private static OffsetDateTime after(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).plusMillis(1).atOffset(ZoneOffset.UTC);
    }

    private Future<Optional<Instant>> time(StreamId stream, long version) {
        return version == 0
                ? Future.succeededFuture(Optional.empty())
                : read(TIME, Tuple.of(stream.toString(), version))
                        .compose(rows -> rows.size() == 0
                                ? archivedPage(ARCHIVED_PAGE, stream, version).map(page -> page.orElseThrow()
                                        .event(version)
                                        .at())
                                : Future.succeededFuture(rows.iterator()
                                        .next()
                                        .getOffsetDateTime("at")
                                        .toInstant()))
                        .map(at -> Optional.of(at.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public Future<Optional<StoredSnapshot>> snapshot(StreamId stream, int stateVersion, long wanted) {
        return read(SNAPSHOT, Tuple.of(stream.toString(), stateVersion, wanted))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new StoredSnapshot(row.getLong("version"), row.getString("snapshot"))));
    }

    @Override
    public Future<List<String>> events(StreamId stream, long after, long to) {
        return read(EVENTS, Tuple.of(stream.toString(), after, to, PAGE_EVENTS, PAGE_BYTES))
                .compose(rows -> {
                    for (Row first : rows) {
                        if (first.getLong("version") > after + 1) {
                            break;
                        }
                        List<StoredText> stored = new ArrayList<>(rows.size());
                        rows.forEach(row -> stored.add(stored(row)));
                        return Future.succeededFuture(stored);
                    }
                    return archivedEvents(stream, after, to);
                })
                .compose(this::open);
    }

    private Future<List<StoredText>> archivedEvents(StreamId stream, long after, long to) {
        return archivedPage(ARCHIVED_PAGE, stream, after + 1)
                .map(
                        page -> page
                                .map(found -> found.events(after + 1, Math.min(to, found.lastVersion())))
                                .orElse(List.of())
                                .stream()
                                .map(event -> new StoredText(event.text(), event.secret()))
                                .toList());
    }

    private static ArchivedPage decoded(Row row) {
        @Nullable Buffer secrets = row.getBuffer("secrets");
        return ArchivedPage.decode(row.getBuffer("content").getBytes(), secrets == null ? null : secrets.getBytes());
    }

    private static StoredText stored(Row row) {
        @Nullable Buffer secret = row.getBuffer("secret");
        return new StoredText(
                EventText.of(row.getString("body")), secret == null ? null : new EventSecret(secret.getBytes()));
    }

    private Future<List<String>> open(List<StoredText> stored) {
        return opener.open(stored)
                .map(texts -> texts.stream().map(EventText::toString).toList())
                .recover(PostgresStates::unavailable);
    }

    private Future<RowSet<Row>> read(Sql statement, Tuple parameters) {
        return pool.preparedQuery(statement.text())
                .execute(parameters)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(PostgresStates::unavailable);
    }

    private static <T> Future<T> unavailable(Throwable failure) {
        LOG.warn("database did not answer reason={}", failure.toString());
        return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
    }

    private static Sql load(String resource) {
        return Sql.beside(PostgresStates.class, resource);
    }
}
