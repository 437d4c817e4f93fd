package io.spanwire.notifier.cursor;

/** The way in which a cursor before the head gets its next event. */
sealed interface CursorState {
    /** The step when the tail does not have the next event. */
    CursorStep missing(Cursor cursor);

    /** No page in memory: the next event comes from the tail, or a page must be read. */
    record Following() implements CursorState {
        @Override
        public CursorStep missing(Cursor cursor) {
            return cursor.startReading();
        }
    }

    /**
     * A page of history in memory that contains the next event.
     *
     * @param last the last version of the page
     */
    record Holding(long last) implements CursorState {
        @Override
        public CursorStep missing(Cursor cursor) {
            throw new IllegalStateException("The page in memory contains the next event");
        }
    }

    /** A page is being read. */
    record Reading() implements CursorState {
        @Override
        public CursorStep missing(Cursor cursor) {
            return CursorStep.Idle.UNTIL_READ;
        }
    }

    /** History could not be read; the tail may have the event before the next attempt. */
    record Failed() implements CursorState {
        @Override
        public CursorStep missing(Cursor cursor) {
            return CursorStep.Idle.UNTIL_RETRIED;
        }
    }
}
