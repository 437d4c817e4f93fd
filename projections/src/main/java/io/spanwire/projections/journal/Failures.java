package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * Tells failures that pass from failures that stay.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class Failures {
    /** Classes: connection, transaction rollback, resources, operator intervention, system error. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    /** Keys of our own: violated when two lanes met the same command, or when our memory is behind; both pass. */
    private static final Set<String> OUR_KEYS = Set.of("outcome_pkey", "event_pkey", "event_partition_position_key");

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY = "25006";

    private Failures() {}

    /**
     * Sorts a failure. What neither the server nor the connection said is a statement that could not be built, such as a
     * row with a value of a wrong type; should it have been the connection after all, the next statement says so.
     */
    static RuntimeException of(Throwable failure) {
        if (failure instanceof PgException refused) {
            return passes(refused) ? unavailable(failure) : failed(refused);
        }
        boolean connection = failure instanceof IOException || failure instanceof ClosedConnectionException;
        return connection ? unavailable(failure) : new StatementFailed("", "", failure);
    }

    private static DatabaseUnavailable unavailable(Throwable failure) {
        return new DatabaseUnavailable("PostgreSQL is not available", failure);
    }

    private static StatementFailed failed(PgException refused) {
        return new StatementFailed(
                Objects.requireNonNullElse(refused.getSqlState(), ""),
                Objects.requireNonNullElse(refused.getConstraint(), ""),
                refused);
    }

    private static boolean passes(PgException refused) {
        String state = Objects.requireNonNullElse(refused.getSqlState(), "");
        return state.length() != 5
                || PASSING.contains(state.substring(0, 2))
                || state.equals(LOCK_NOT_AVAILABLE)
                || state.equals(READ_ONLY)
                || OUR_KEYS.contains(Objects.requireNonNullElse(refused.getConstraint(), ""));
    }
}
