package io.spanwire.bus.archive;

/** A page of archived events is damaged, or was written by a newer Spanwire. */
public final class UnreadablePage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePage(String message) {
        super(message);
    }

    UnreadablePage(String message, Throwable cause) {
        super(message, cause);
    }
}
