package io.spanwire.bus.fold;

import org.jspecify.annotations.Nullable;

/** A stream's stored events cannot be read by the domains of this worker; newer jars may read them. */
public final class UnreadableHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String event;

    /** @param event its type and version, such as {@code event chat.message-posted at version 3} */
    UnreadableHistory(String event, String reason, @Nullable Throwable cause) {
        super(event + ' ' + reason, cause);
        this.event = event;
    }

    /** The event that cannot be read: its type, if that could be read, and its version. */
    public String event() {
        return event;
    }

    /** The event and the cause, without values of the data. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
