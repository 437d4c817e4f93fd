package io.spanwire.edge.security;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions in PostgreSQL. The login of edge and notifier cannot write the tables; it may call two functions that do.
 * Endings can become visible in another order than that of their times, so each question goes back some seconds.
 */
public final class PostgresSessions implements SessionStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSessions.class);
    private static final Sql OPEN = Sql.beside(PostgresSessions.class, "open-session.sql");
    private static final Sql END = Sql.beside(PostgresSessions.class, "end-sessions.sql");
    private static final Sql ENDINGS = Sql.beside(PostgresSessions.class, "endings.sql");
    private static final Sql LIST = Sql.beside(PostgresSessions.class, "sessions.sql");
    private static final long TIMEOUT_SECONDS = 5;

    private final Pool pool;
    private volatile OffsetDateTime newest = Instant.EPOCH.atOffset(ZoneOffset.UTC);

    /** @param pool connections of the login of edge and notifier that may write */
    public PostgresSessions(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Instant> open(
            String id, Caller caller, SignInMethod method, String providerSession, Duration lifetime) {
        return execute(
                        OPEN,
                        Tuple.of(
                                id,
                                caller.subject(),
                                caller.name(),
                                method.text(),
                                providerSession,
                                lifetime.toSeconds()))
                .map(rows -> instant(rows.iterator().next(), "since"));
    }

    @Override
    public Future<SessionEnding> end(SessionEnding.Kind kind, String value, Duration keep, String actor) {
        return execute(END, Tuple.of(text(kind), value, keep.toSeconds(), actor))
                .map(rows -> {
                    Instant until = instant(rows.iterator().next(), "until");
                    return new SessionEnding(kind, value, until, until.plus(keep));
                });
    }

    @Override
    public Future<List<SessionEnding>> newEndings() {
        return execute(ENDINGS, Tuple.of(newest)).map(rows -> {
            List<SessionEnding> endings = new ArrayList<>();
            for (Row row : rows) {
                endings.add(new SessionEnding(
                        SessionEnding.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("value"),
                        instant(row, "until"),
                        instant(row, "expires")));
                newest = row.getOffsetDateTime("at");
            }
            return endings;
        });
    }

    @Override
    public Future<List<ListedSession>> list(String subject) {
        return execute(LIST, Tuple.of(subject)).map(rows -> {
            List<ListedSession> sessions = new ArrayList<>();
            rows.forEach(row -> sessions.add(new ListedSession(
                    row.getString("id"), row.getString("method"), instant(row, "since"), instant(row, "expires"))));
            return sessions;
        });
    }

    private Future<RowSet<Row>> execute(Sql sql, Tuple parameters) {
        return pool.preparedQuery(sql.text())
                .execute(parameters)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> {
                    LOG.debug("sessions not read or written", failure);
                    return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
                });
    }

    private static String text(SessionEnding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
