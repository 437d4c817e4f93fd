package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * The classification of SQL failures: transient ones, which the lane retries, and permanent ones, which a command or
 * its projection causes.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class SqlFailureClassifier {
    /**
     * Transient classes: connection, login, no such database, transaction rollback, resources, operator intervention,
     * system error, configuration file.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "28", "3D", "40", "53", "57", "58", "F0");

    /**
     * Transient codes of other classes: a read-only server (failing over), a transaction that has failed or was open
     * too long, a prepared statement that is gone, an object in use, a lock timeout, a foreign server that does not
     * answer.
     */
    private static final Set<String> TRANSIENT_CODES =
            Set.of("25006", "25P02", "25P03", "25P04", "26000", "55006", "55P03", "HV00N");

    /** Classes caused by a value: data exceptions and program limits. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "54");

    /** The key of the outcomes. */
    private static final String OUTCOME_KEY = "outcome_pkey";

    /** The keys of the events. A violation is transient: a lane's cache is stale. */
    private static final Set<String> EVENT_KEYS = Set.of("event_pkey", "event_partition_position_key");

    /** Raised by the migration's {@code require_claim}. */
    private static final String CLAIM_LOST = "SW001";

    /** Reported when a table changed under a prepared statement; a new connection prepares it again. */
    private static final String STALE_PLAN = "RevalidateCachedQuery";

    private SqlFailureClassifier() {}

    /**
     * The exception a statement's failure becomes. A failure that neither the server nor the connection reported is a
     * statement that could not be encoded; if the connection was the cause, the next statement fails too.
     */
    static RuntimeException classify(StatementAuthor author, Throwable failure) {
        if (failure instanceof PgException refused) {
            if (CLAIM_LOST.equals(refused.getSqlState())) {
                return new ClaimLost(refused);
            }
            if (author == StatementAuthor.SPANWIRE && OUTCOME_KEY.equals(refused.getConstraint())) {
                return new DecidedBefore(refused);
            }
            return isTransient(author, refused) ? unavailable(refused) : StatementFailed.refused(author, refused);
        }
        boolean connection = failure instanceof IOException || failure instanceof ClosedConnectionException;
        return connection ? unavailable(failure) : StatementFailed.notSent(author, failure);
    }

    private static DatabaseUnavailable unavailable(Throwable failure) {
        return new DatabaseUnavailable("PostgreSQL is not available", failure);
    }

    private static boolean isTransient(StatementAuthor author, PgException refused) {
        String state = Objects.requireNonNullElse(refused.getSqlState(), "");
        return state.length() != 5
                || TRANSIENT_CLASSES.contains(state.substring(0, 2))
                || TRANSIENT_CODES.contains(state)
                || STALE_PLAN.equals(refused.getRoutine())
                || EVENT_KEYS.contains(Objects.requireNonNullElse(refused.getConstraint(), ""))
                || (author == StatementAuthor.SPANWIRE && !DATA_CLASSES.contains(state.substring(0, 2)));
    }
}
