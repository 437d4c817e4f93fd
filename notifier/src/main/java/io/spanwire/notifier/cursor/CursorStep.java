package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;

/** The next thing to do for a cursor. */
public sealed interface CursorStep {
    /** Write this event; the cursor has already advanced. */
    record Send(StoredEvent event) implements CursorStep {}

    /**
     * Write events of the page in memory, from the first of these versions on and at most to the last, then call {@link
     * Cursor#pageSent} with the last one written.
     */
    record SendPage(long from, long to) implements CursorStep {}

    /** Replay has reached live events at this version. Returned once. */
    record CaughtUp(long version) implements CursorStep {}

    /** Read a page of history after this version, then call {@link Cursor#pageRead} or {@link Cursor#readFailed}. */
    record Read(long after) implements CursorStep {}

    /** Wait until something changes. */
    enum Idle implements CursorStep {
        /** The sink is full: step again when it has drained. */
        UNTIL_DRAINED,
        /** A page is being read: step again when it has arrived. */
        UNTIL_READ,
        /** A read failed: call {@link Cursor#retry} later. */
        UNTIL_RETRIED,
        /** All known events are sent: step again when the head is raised. */
        UNTIL_NOTIFIED,
        /** The last requested version has been sent. */
        ENDED
    }
}
