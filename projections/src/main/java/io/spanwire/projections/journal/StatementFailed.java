package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import java.util.Objects;

/** PostgreSQL refused a statement for good: trying again would fail again. The transaction is rolled back. */
public final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String constraint;
    private final boolean own;

    StatementFailed(String sqlState, String constraint, boolean own, Throwable cause) {
        super("PostgreSQL refused a statement, state " + sqlState + " constraint " + constraint, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
        this.own = own;
    }

    public String sqlState() {
        return sqlState;
    }

    /** The violated constraint, or empty. */
    public String constraint() {
        return constraint;
    }

    /** Whether it was a statement of Spanwire's own, given a value that it cannot store, and not one of a projection. */
    public boolean own() {
        return own;
    }

    /** What an operator needs to know: the server's words without the row they are about. */
    public String reason() {
        Throwable cause = getCause();
        return cause instanceof PgException refused
                ? "PostgreSQL " + sqlState + ": " + Objects.requireNonNullElse(refused.getErrorMessage(), "")
                : "A row could not be sent to PostgreSQL: " + cause;
    }
}
