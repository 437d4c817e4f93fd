package io.spanwire.projections.journal;

import java.util.concurrent.TimeoutException;

/** PostgreSQL is unreachable, or aborted a transaction that may succeed when retried. */
public class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether no answer came in time: the database does not respond, or the batch is too much work for it. */
    public final boolean isTimeout() {
        return getCause() instanceof TimeoutException;
    }
}
