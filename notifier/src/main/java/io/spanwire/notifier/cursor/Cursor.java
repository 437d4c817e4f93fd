package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;

/**
 * The position of a subscription: the next version of one stream, and no other state that grows. Not thread-safe; no
 * I/O, no clock.
 *
 * <h2>The loop</h2>
 *
 * The cursor knows {@code next}, the version it sends next, and {@code head}, the newest version known: the stream's
 * head when subscribing, raised by every notification and every page. Before the head, the next event comes from the
 * page in memory, else from the hot tail, else from a page of history that must be read first. A full sink stops the
 * cursor where it is. At the head it reports once that it has caught up, then waits for a notification. Replay, live,
 * resume and slow client differ only in the value of {@code next}.
 *
 * <p>No event is missed as long as the subscription is registered before the head is read: later commits raise the
 * head. Only sending {@code next} changes {@code next}, so there is neither gap nor repeat.
 */
public final class Cursor {
    private static final CursorState FOLLOWING = new CursorState.Following();
    private static final CursorState READING = new CursorState.Reading();
    private static final CursorState FAILED = new CursorState.Failed();

    private final StreamId stream;
    private final long last;
    private long next;
    private long head;
    private boolean caughtUp;
    private int failures;
    private CursorState state = FOLLOWING;

    private Cursor(StreamId stream, long after, long head, long last) {
        if (after < 0 || after > head) {
            throw new IllegalArgumentException("A cursor starts after a version between 0 and the head");
        }
        this.stream = stream;
        this.next = after + 1;
        this.head = head;
        this.last = last;
    }

    /** A cursor that follows a stream without end; head is the current one. */
    public static Cursor following(StreamId stream, long after, long head) {
        return new Cursor(stream, after, head, Long.MAX_VALUE);
    }

    /** A cursor that replays a stream up to its current head, then ends. */
    public static Cursor replaying(StreamId stream, long after, long head) {
        return new Cursor(stream, after, head, head);
    }

    /** The next thing to do. The caller does it and calls again until the result is {@link CursorStep.Idle}. */
    public CursorStep step(RecentEvents tail, boolean full) {
        if (next > last) {
            return CursorStep.Idle.ENDED;
        }
        if (full) {
            return atHead() && caughtUp ? CursorStep.Idle.UNTIL_NOTIFIED : CursorStep.Idle.UNTIL_DRAINED;
        }
        return atHead() ? reportCaughtUp() : advance(tail);
    }

    /** Records that this version exists. */
    public void raiseHead(long version) {
        head = Math.max(head, version);
    }

    /**
     * Records that the requested page is in memory, with all versions from the first to the last one. A page that does
     * not start with the next version counts as a failed read: it is requested again, never skipped.
     */
    public void pageRead(long firstVersion, long lastVersion) {
        if (state != READING) {
            return;
        }
        if (firstVersion != next || lastVersion < firstVersion) {
            readFailed();
            return;
        }
        failures = 0;
        state = new CursorState.Holding(lastVersion);
        raiseHead(lastVersion);
    }

    /** Records that the events of the page in memory up to this version have been written. */
    public void pageSent(long version) {
        if (!(state instanceof CursorState.Holding page) || version < next || version > Math.min(page.last(), last)) {
            throw new IllegalStateException("Expected events of the page from version " + next + " to " + version);
        }
        next = version + 1;
        if (version == page.last()) {
            state = FOLLOWING;
        }
    }

    /** Records that history could not be read. */
    public void readFailed() {
        if (state == READING) {
            failures++;
            state = FAILED;
        }
    }

    /** Allows another attempt after a failed read. */
    public void retry() {
        if (state == FAILED) {
            state = FOLLOWING;
        }
    }

    /** Records that the page, if any, is no longer in memory; its unsent events are read again when needed. */
    public void releasePage() {
        if (holdsPage()) {
            state = FOLLOWING;
        }
    }

    public boolean holdsPage() {
        return state instanceof CursorState.Holding;
    }

    /** Whether it will send the event with this version without waiting for another one to be committed. */
    public boolean needs(long version) {
        return version <= Math.min(head, last);
    }

    /** The number of failed reads since the last successful one. */
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
        state = READING;
        return new CursorStep.Read(next - 1);
    }

    private boolean atHead() {
        return next > head;
    }

    private CursorStep reportCaughtUp() {
        if (caughtUp) {
            return CursorStep.Idle.UNTIL_NOTIFIED;
        }
        caughtUp = true;
        return new CursorStep.CaughtUp(next - 1);
    }

    private CursorStep advance(RecentEvents tail) {
        if (state instanceof CursorState.Holding page) {
            return new CursorStep.SendPage(next, Math.min(page.last(), last));
        }
        StoredEvent event = state == READING ? null : tail.find(stream, next);
        return event == null ? state.missing(this) : send(event);
    }

    private CursorStep send(StoredEvent event) {
        if (event.version() != next) {
            throw new IllegalStateException("Expected version " + next + ", got " + event.version());
        }
        next++;
        state = FOLLOWING;
        return new CursorStep.Send(event);
    }
}
