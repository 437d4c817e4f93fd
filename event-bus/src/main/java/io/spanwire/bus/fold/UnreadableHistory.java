package io.spanwire.bus.fold;

import org.jspecify.annotations.Nullable;

/** A stream's stored events cannot be read by the domains of this worker; newer jars may read them. */
public final class UnreadableHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableHistory(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** The event and the cause, without values of the data. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
