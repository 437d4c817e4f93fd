package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a cursor that is behind gets its next event. */
sealed interface CursorState {
    CursorState FOLLOWING = new Following();
    CursorState READING = new Reading();
    CursorState FAILED = new Failed();

    /** The next event, if this state or the tail has it. */
    @Nullable
    StoredEvent next(Cursor cursor, RecentEvents tail);

    /** What to do when the next event is not at hand. */
    CursorStep missing(Cursor cursor);

    /** No page at hand: the tail has the next event, or a page must be read. */
    record Following() implements CursorState {
        @Override
        public @Nullable StoredEvent next(Cursor cursor, RecentEvents tail) {
            return tail.find(cursor.stream(), cursor.next());
        }

        @Override
        public CursorStep missing(Cursor cursor) {
            return cursor.startReading();
        }
    }

    /** A page of history at hand that contains the next event. */
    record Holding(List<StoredEvent> page) implements CursorState {
        @Override
        public StoredEvent next(Cursor cursor, RecentEvents tail) {
            return page.get(Math.toIntExact(cursor.next() - page.get(0).version()));
        }

        @Override
        public CursorStep missing(Cursor cursor) {
            throw new IllegalStateException("A page that is held has the next event");
        }

        boolean endsWith(long version) {
            return page.get(page.size() - 1).version() == version;
        }
    }

    /** A page is on its way. */
    record Reading() implements CursorState {
        @Override
        public @Nullable StoredEvent next(Cursor cursor, RecentEvents tail) {
            return null;
        }

        @Override
        public CursorStep missing(Cursor cursor) {
            return CursorStep.Rest.UNTIL_READ;
        }
    }

    /** History could not be read; the tail may still help before the next attempt. */
    record Failed() implements CursorState {
        @Override
        public @Nullable StoredEvent next(Cursor cursor, RecentEvents tail) {
            return tail.find(cursor.stream(), cursor.next());
        }

        @Override
        public CursorStep missing(Cursor cursor) {
            return CursorStep.Rest.UNTIL_RETRIED;
        }
    }
}
