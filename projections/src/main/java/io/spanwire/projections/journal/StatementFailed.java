package io.spanwire.projections.journal;

/** PostgreSQL refused a statement for good: trying again would fail again. The transaction is rolled back. */
public final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String constraint;

    StatementFailed(String sqlState, String constraint, Throwable cause) {
        super("PostgreSQL refused a statement, state " + sqlState + " constraint " + constraint, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
    }

    public String sqlState() {
        return sqlState;
    }

    /** The violated constraint, or empty. */
    public String constraint() {
        return constraint;
    }
}
