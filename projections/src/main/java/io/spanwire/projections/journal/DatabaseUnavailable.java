package io.spanwire.projections.journal;

/** PostgreSQL cannot be asked right now, or gave up on a transaction that may succeed when tried again. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
