package io.spanwire.projections.decide;

import org.jspecify.annotations.Nullable;

/** The domains of this server cannot read what is stored of a stream; others may. */
public final class UnreadableHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableHistory(String reason) {
        this(reason, null);
    }

    UnreadableHistory(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Where and why, without values of the data. */
    public String reason() {
        return reason;
    }
}
