package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.List;

/**
 * A subscription: the next version of one stream, and nothing else that grows. Not thread-safe; no I/O, no clock.
 *
 * <h2>The one loop</h2>
 *
 * The cursor knows {@code next}, the version it sends next, and {@code head}, the newest version it has heard of: the
 * stream's head as read when subscribing, then every notice and every page. Behind the head it takes the next event from
 * the page it holds, else from the hot tail, else it reads a page of history. A full sink stops it where it is. At the
 * head it says so once and waits for a notice. Replay, live, resume and slow client differ only in where {@code next}
 * happens to be.
 *
 * <p>Nothing is missed as long as notices are registered for before the head is read: what commits later is noticed. No
 * step ever changes {@code next} but sending {@code next}, so there is neither gap nor repeat.
 */
public final class Cursor {
    private final StreamId stream;
    private final long until;
    private long next;
    private long head;
    private boolean caughtUp;
    private int failures;
    private CursorState state = CursorState.FOLLOWING;

    private Cursor(StreamId stream, long after, long head, long until) {
        if (after < 0 || after > head) {
            throw new IllegalArgumentException("A cursor starts behind a version the stream has");
        }
        this.stream = stream;
        this.next = after + 1;
        this.head = head;
        this.until = until;
    }

    /** Follows a stream for good; head is the stream's as of now. */
    public static Cursor following(StreamId stream, long after, long head) {
        return new Cursor(stream, after, head, Long.MAX_VALUE);
    }

    /** Replays a stream up to its head as of now, then ends. */
    public static Cursor replaying(StreamId stream, long after, long head) {
        return new Cursor(stream, after, head, head);
    }

    /** What to do now. Call again after doing it, until it says to rest. */
    public CursorStep step(RecentEvents tail, boolean full) {
        if (next > until) {
            return CursorStep.Rest.FOR_GOOD;
        }
        if (full) {
            return atHead() && caughtUp ? CursorStep.Rest.UNTIL_NOTICED : CursorStep.Rest.UNTIL_DRAINED;
        }
        return atHead() ? meetLive() : advance(tail);
    }

    /** Somebody says that this version exists. */
    public void noticed(long version) {
        head = Math.max(head, version);
    }

    /**
     * The page asked for. One that does not begin with the next version or has a hole counts as a failed read: it is
     * asked for again, never skipped over.
     */
    public void read(List<StoredEvent> page) {
        if (state != CursorState.READING) {
            return;
        }
        if (!continues(page)) {
            readFailed();
            return;
        }
        failures = 0;
        state = new CursorState.Holding(page);
        noticed(page.get(page.size() - 1).version());
    }

    /** History could not be read. */
    public void readFailed() {
        if (state == CursorState.READING) {
            failures++;
            state = CursorState.FAILED;
        }
    }

    /** After a failed read: it may be tried again. */
    public void retry() {
        if (state == CursorState.FAILED) {
            state = CursorState.FOLLOWING;
        }
    }

    /** Gives up the page it holds, if any; what was not sent of it is read again when needed. */
    public void release() {
        if (holds()) {
            state = CursorState.FOLLOWING;
        }
    }

    /** Whether it keeps a page in memory. */
    public boolean holds() {
        return state instanceof CursorState.Holding;
    }

    /** How often reading has failed since it last succeeded. */
    public int failures() {
        return failures;
    }

    public StreamId stream() {
        return stream;
    }

    /** The version it sends next. */
    public long next() {
        return next;
    }

    CursorStep startReading() {
        state = CursorState.READING;
        return new CursorStep.Read(next - 1);
    }

    private boolean atHead() {
        return next > head;
    }

    private CursorStep meetLive() {
        if (caughtUp) {
            return CursorStep.Rest.UNTIL_NOTICED;
        }
        caughtUp = true;
        return new CursorStep.CaughtUp(next - 1);
    }

    private CursorStep advance(RecentEvents tail) {
        StoredEvent event = state.next(this, tail);
        if (event == null) {
            return state.missing(this);
        }
        moveBehind(event);
        return new CursorStep.Send(event);
    }

    private void moveBehind(StoredEvent event) {
        if (event.version() != next) {
            throw new IllegalStateException("Asked for version " + next + ", got " + event.version());
        }
        next++;
        boolean spent = !(state instanceof CursorState.Holding page) || page.endsWith(event.version());
        if (spent) {
            state = CursorState.FOLLOWING;
        }
    }

    private boolean continues(List<StoredEvent> page) {
        return !page.isEmpty()
                && page.get(0).version() == next
                && page.get(page.size() - 1).version() == next + page.size() - 1;
    }
}
