package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;

/** What a cursor wants done next. */
public sealed interface CursorStep {
    /** Write this event; the cursor has already moved behind it. */
    record Send(StoredEvent event) implements CursorStep {}

    /** Replay has met live at this version. Comes once. */
    record CaughtUp(long version) implements CursorStep {}

    /** Read a page of history behind this version, then call {@link Cursor#read} or {@link Cursor#readFailed}. */
    record Read(long after) implements CursorStep {}

    /** Nothing to do until something happens. */
    enum Rest implements CursorStep {
        /** The sink is full: step again when it has drained. */
        UNTIL_DRAINED,
        /** A page is being read: step again when it is here. */
        UNTIL_READ,
        /** Reading failed: call {@link Cursor#retry} after a while. */
        UNTIL_RETRIED,
        /** Everything known has been sent: step again when a newer version is noticed. */
        UNTIL_NOTICED,
        /** The last version wanted has been sent. */
        FOR_GOOD
    }
}
