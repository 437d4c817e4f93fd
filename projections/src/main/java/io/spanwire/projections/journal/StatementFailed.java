package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Objects;

/**
 * A statement that PostgreSQL refused and would refuse again, or a projection's statement that it cancelled because it
 * ran too long; the latter may succeed when repeated ({@link #timedOut}).
 */
public final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String constraint;
    private final boolean own;
    private final boolean timedOut;

    private StatementFailed(
            String message, String sqlState, String constraint, boolean own, boolean timedOut, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
        this.own = own;
        this.timedOut = timedOut;
    }

    static StatementFailed refused(StatementAuthor author, PgException refused) {
        String state = Objects.requireNonNullElse(refused.getSqlState(), "");
        return new StatementFailed(
                "PostgreSQL " + state + ": " + Objects.requireNonNullElse(refused.getErrorMessage(), ""),
                state,
                Objects.requireNonNullElse(refused.getConstraint(), ""),
                author == StatementAuthor.SPANWIRE,
                false,
                refused);
    }

    /** A statement that the client could not encode, for example because a value has the wrong type. */
    static StatementFailed notSent(StatementAuthor author, Throwable cause) {
        return new StatementFailed(
                "A row could not be sent to PostgreSQL: " + cause,
                "",
                "",
                author == StatementAuthor.SPANWIRE,
                false,
                cause);
    }

    static StatementFailed timedOut(String statement, Duration timeout, Throwable cause) {
        return new StatementFailed(
                "A projection ran longer than " + timeout.toSeconds() + " s: " + statement
                        + " (PostgreSQL cancelled it)",
                "57014",
                "",
                false,
                true,
                cause);
    }

    public String sqlState() {
        return sqlState;
    }

    /** The violated constraint, or empty. */
    public String constraint() {
        return constraint;
    }

    /** Whether Spanwire's own statement got a value that its tables cannot store; otherwise a projection failed. */
    public boolean isOwn() {
        return own;
    }

    /** Whether a projection's statement exceeded the statement timeout. */
    public boolean timedOut() {
        return timedOut;
    }

    /** The reason shown to operators: the server's message without the row's values. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
