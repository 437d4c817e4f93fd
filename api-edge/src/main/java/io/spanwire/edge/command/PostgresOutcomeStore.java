package io.spanwire.edge.command;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcomes in the tables {@code spanwire.outcome} and {@code spanwire.failed_command}, read with a read-only role.
 */
public final class PostgresOutcomeStore implements OutcomeStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutcomeStore.class);
    private static final Sql OUTCOME = Sql.beside(PostgresOutcomeStore.class, "outcome.sql");
    private static final long TIMEOUT_SECONDS = 5;

    private final Pool pool;

    public PostgresOutcomeStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Optional<Outcome>> find(UUID command) {
        return pool.preparedQuery(OUTCOME.text())
                .execute(Tuple.of(command))
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .map(rows -> outcome(command, rows))
                .recover(PostgresOutcomeStore::unavailable);
    }

    private static Optional<Outcome> outcome(UUID command, RowSet<Row> rows) {
        Iterator<Row> found = rows.iterator();
        return found.hasNext() ? Optional.of(outcome(command, found.next())) : Optional.empty();
    }

    private static Outcome outcome(UUID command, Row row) {
        StreamId stream = StreamId.parse(row.getString("stream"));
        String fingerprint = row.getString("fingerprint");
        String actor = row.getString("actor");
        @Nullable String problem = row.getString("problem");
        if (problem == null) {
            return new Outcome.Accepted(
                    command, stream, fingerprint, actor, row.getLong("version"), row.getInteger("events"));
        }
        Problem reason = ProblemJson.read(Json.parse(problem));
        return row.getBoolean("final")
                ? new Outcome.Rejected(command, stream, fingerprint, actor, reason)
                : new Outcome.Failed(command, stream, fingerprint, actor, reason);
    }

    private static Future<Optional<Outcome>> unavailable(Throwable failure) {
        LOG.warn("outcome not read reason={}", failure.toString());
        return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
    }
}
