package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way in which a cursor before the head gets its next event. */
sealed interface CursorState {
    /** The next event, if this state or the tail has it. */
    default @Nullable StoredEvent next(Cursor cursor, RecentEvents tail) {
        return tail.find(cursor.stream(), cursor.next());
    }

    /** The step when the next event is not in memory. */
    CursorStep missing(Cursor cursor);

    /** No page in memory: the next event comes from the tail, or a page must be read. */
    record Following() implements CursorState {
        @Override
        public CursorStep missing(Cursor cursor) {
            return cursor.startReading();
        }
    }

    /** A page of history in memory that contains the next event. */
    record Holding(List<StoredEvent> page) implements CursorState {
        @Override
        public StoredEvent next(Cursor cursor, RecentEvents tail) {
            return page.get(Math.toIntExact(cursor.next() - page.get(0).version()));
        }

        @Override
        public CursorStep missing(Cursor cursor) {
            throw new IllegalStateException("The page in memory contains the next event");
        }

        boolean endsWith(long version) {
            return page.get(page.size() - 1).version() == version;
        }
    }

    /** A page is being read. */
    record Reading() implements CursorState {
        @Override
        public @Nullable StoredEvent next(Cursor cursor, RecentEvents tail) {
            return null;
        }

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
