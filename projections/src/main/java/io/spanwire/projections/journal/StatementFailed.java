package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import java.util.Objects;

/**
 * PostgreSQL refused a statement for good: trying again would fail again. Or it cancelled one of a projection that ran too
 * long, which only trying again can tell ({@link #timedOut}). The transaction is rolled back.
 */
public final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String constraint;
    private final boolean own;
    private final boolean timedOut;

    /** A statement of a projection that was cancelled because it ran too long. */
    static StatementFailed timedOut(String statement, RanTooLong late) {
        return new StatementFailed(
                "A projection ran longer than " + late.longest().toSeconds() + " s: " + statement
                        + " (PostgreSQL cancelled it)",
                late);
    }

    private StatementFailed(String message, RanTooLong late) {
        super(message, late.getCause());
        this.sqlState = "57014";
        this.constraint = "";
        this.own = false;
        this.timedOut = true;
    }

    StatementFailed(String sqlState, String constraint, boolean own, Throwable cause) {
        super("PostgreSQL refused a statement, state " + sqlState + " constraint " + constraint, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
        this.own = own;
        this.timedOut = false;
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

    /** Whether a projection's statement ran longer than one may; whether it would again is not known yet. */
    public boolean timedOut() {
        return timedOut;
    }

    /** What an operator needs to know: the server's words without the row they are about. */
    public String reason() {
        if (timedOut) {
            return String.valueOf(getMessage());
        }
        Throwable cause = getCause();
        return cause instanceof PgException refused
                ? "PostgreSQL " + sqlState + ": " + Objects.requireNonNullElse(refused.getErrorMessage(), "")
                : "A row could not be sent to PostgreSQL: " + cause;
    }
}
