package io.spanwire.projections.journal;

import java.util.concurrent.TimeoutException;

/** PostgreSQL cannot be asked right now, or gave up on a transaction that may succeed when tried again. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether an answer did not come in time: of a database that is silent, or of one that had too much to do for us. */
    public boolean late() {
        return getCause() instanceof TimeoutException;
    }
}
