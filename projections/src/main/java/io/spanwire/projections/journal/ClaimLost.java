package io.spanwire.projections.journal;

/** Another lane has moved the transaction's partitions on since this lane read their progress; nothing was stored. */
public final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClaimLost(Throwable cause) {
        super("Another lane has moved the partitions on", cause);
    }
}
