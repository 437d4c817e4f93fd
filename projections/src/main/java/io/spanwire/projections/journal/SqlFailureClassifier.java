package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * Tells failures that pass from failures that stay: the first are tried again by the lane, the second are the fault of one
 * command or of what is made of it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class SqlFailureClassifier {
    /**
     * Classes that pass: connection, login, no such database, transaction rollback, resources, operator intervention, system
     * error, configuration file.
     */
    private static final Set<String> PASSING = Set.of("08", "28", "3D", "40", "53", "57", "58", "F0");

    /**
     * Codes of other classes that pass: a server that is read-only (failing over), a transaction that has failed before or
     * was open too long, a prepared statement the connection has lost, an object in use, a lock that did not come, a foreign
     * server that does not answer.
     */
    private static final Set<String> PASSING_CODES =
            Set.of("25006", "25P02", "25P03", "25P04", "26000", "55006", "55P03", "HV00N");

    /** Classes that are a value's fault: data exceptions and limits of the program. */
    private static final Set<String> DATA = Set.of("22", "54");

    /** Keys of our own: violated when two lanes met the same command, or when our memory is behind; both pass. */
    private static final Set<String> OUR_KEYS = Set.of("outcome_pkey", "event_pkey", "event_partition_position_key");

    /** What reports that a table was changed under a prepared statement; a new connection prepares it anew. */
    private static final String STALE_PLAN = "RevalidateCachedQuery";

    private SqlFailureClassifier() {}

    /**
     * Sorts a failure. What neither the server nor the connection said is a statement that could not be built, such as a
     * row with a value of a wrong type; should it have been the connection after all, the next statement says so. Of our own
     * statements only a value can be at fault for good; everything else about them is to be mended outside. That a statement
     * of a projection ran too long was sorted out before, where it was known to be one ({@link ChangeWriter}).
     */
    static RuntimeException of(Throwable failure) {
        if (failure instanceof StatementFailed sorted) {
            return sorted;
        }
        boolean own = failure instanceof OwnStatementFailed;
        Throwable said = own && failure.getCause() != null ? failure.getCause() : failure;
        Throwable cause = said instanceof RanTooLong late && late.getCause() != null ? late.getCause() : said;
        if (cause instanceof PgException refused) {
            boolean passes =
                    passes(refused) || (own && !DATA.contains(state(refused).substring(0, 2)));
            return passes ? unavailable(refused) : failed(refused, own);
        }
        boolean connection = cause instanceof IOException || cause instanceof ClosedConnectionException;
        return connection ? unavailable(cause) : new StatementFailed("", "", own, cause);
    }

    private static DatabaseUnavailable unavailable(Throwable failure) {
        return new DatabaseUnavailable("PostgreSQL is not available", failure);
    }

    private static StatementFailed failed(PgException refused, boolean own) {
        return new StatementFailed(
                state(refused), Objects.requireNonNullElse(refused.getConstraint(), ""), own, refused);
    }

    private static boolean passes(PgException refused) {
        String state = state(refused);
        return state.length() != 5
                || PASSING.contains(state.substring(0, 2))
                || PASSING_CODES.contains(state)
                || STALE_PLAN.equals(refused.getRoutine())
                || OUR_KEYS.contains(Objects.requireNonNullElse(refused.getConstraint(), ""));
    }

    private static String state(PgException refused) {
        return Objects.requireNonNullElse(refused.getSqlState(), "");
    }
}
