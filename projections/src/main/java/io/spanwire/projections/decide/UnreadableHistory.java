package io.spanwire.projections.decide;

/** The domains of this server cannot read what an earlier version of them wrote. */
public final class UnreadableHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableHistory(String message) {
        super(message);
    }

    UnreadableHistory(String message, Throwable cause) {
        super(message, cause);
    }
}
