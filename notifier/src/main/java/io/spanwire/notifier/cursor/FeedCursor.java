package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.FeedToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The position of a subscription to many streams: how far each partition was read, and no other state that grows. Not
 * thread-safe; no I/O, no clock.
 *
 * <h2>The loop</h2>
 *
 * It is the loop of a {@link Cursor}, with a position for each partition in the place of one version. The cursor passes
 * every position of every partition in order; the events that the feed does not have are passed without being sent. While
 * the hot tail has the next event of every partition that is behind its head, events come from there, in the order in which
 * they arrived. Otherwise a page of history has the next events of all partitions, merged by time. Since positions only
 * grow by passing, there is neither gap nor repeat, whatever the order across partitions.
 */
public final class FeedCursor {
    private enum State {
        FOLLOWING,
        READING,
        FAILED
    }

    private final UUID epoch;
    private final boolean follows;
    private final long[] after;
    private final long[] heads;
    private State state = State.FOLLOWING;
    private @Nullable FeedPositions page;
    private int sent;
    private boolean caughtUp;
    private int failures;

    private FeedCursor(FeedToken after, FeedToken heads, boolean follows) {
        this.epoch = heads.epoch();
        this.after = after.positions();
        this.heads = heads.positions();
        this.follows = follows;
        if (!isWithin(after, heads)) {
            throw new IllegalArgumentException("A cursor starts between the beginning and the heads");
        }
    }

    /** A cursor that follows the streams without end; heads are the current ones. */
    public static FeedCursor following(FeedToken after, FeedToken heads) {
        return new FeedCursor(after, heads, true);
    }

    /** A cursor that replays the streams up to their current heads, then ends. */
    public static FeedCursor replaying(FeedToken after, FeedToken heads) {
        return new FeedCursor(after, heads, false);
    }

    /** Whether the token is of the same history as the heads, and not beyond them. */
    public static boolean isWithin(FeedToken token, FeedToken heads) {
        if (!token.epoch().equals(heads.epoch()) || token.partitions() != heads.partitions()) {
            return false;
        }
        long[] positions = token.positions();
        long[] last = heads.positions();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0 || positions[i] > last[i]) {
                return false;
            }
        }
        return true;
    }

    /** The next thing to do. The caller does it and calls again until the result is {@link FeedStep.Idle}. */
    public FeedStep step(RecentPositions tail, boolean full) {
        boolean atHeads = page == null && !isBehind();
        if (atHeads && !follows) {
            return FeedStep.Idle.ENDED;
        }
        if (full) {
            return atHeads && caughtUp ? FeedStep.Idle.UNTIL_NOTIFIED : FeedStep.Idle.UNTIL_DRAINED;
        }
        if (atHeads) {
            return reportCaughtUp();
        }
        return page == null ? next(tail) : new FeedStep.SendPage(page, sent);
    }

    private FeedStep reportCaughtUp() {
        if (caughtUp) {
            return FeedStep.Idle.UNTIL_NOTIFIED;
        }
        caughtUp = true;
        return new FeedStep.CaughtUp();
    }

    private FeedStep next(RecentPositions tail) {
        if (state == State.READING) {
            return FeedStep.Idle.UNTIL_READ;
        }
        FeedStep.Look look = firstOf(tail, after);
        if (look != null) {
            return look;
        }
        if (state == State.FAILED) {
            return FeedStep.Idle.UNTIL_RETRIED;
        }
        state = State.READING;
        return new FeedStep.Read();
    }

    /** The event behind a place that arrived first, if the tail has the next one of every partition that is behind. */
    private FeedStep.@Nullable Look firstOf(RecentPositions tail, long[] place) {
        RecentEvent first = null;
        int partition = -1;
        for (int i = 0; i < place.length; i++) {
            if (place[i] < heads[i]) {
                RecentEvent next = tail.at(i, place[i] + 1);
                if (next == null) {
                    return null;
                }
                if (first == null || next.arrival() < first.arrival()) {
                    first = next;
                    partition = i;
                }
            }
        }
        return first == null ? null : new FeedStep.Look(partition, first.event());
    }

    private boolean isBehind() {
        return isBehind(after);
    }

    private boolean isBehind(long[] place) {
        for (int i = 0; i < place.length; i++) {
            if (place[i] < heads[i]) {
                return true;
            }
        }
        return false;
    }

    /** Whether another page has to be read behind the one in memory, because the tail does not have what follows. */
    public boolean needsPageBehind(RecentPositions tail) {
        long[] place = behindPage();
        return isBehind(place) && firstOf(tail, place) == null;
    }

    /** The place behind the page in memory. */
    public FeedToken tokenBehindPage() {
        return new FeedToken(epoch, behindPage());
    }

    private long[] behindPage() {
        long[] place = after.clone();
        FeedPositions held = page;
        if (held != null) {
            for (int i = 0; i < place.length; i++) {
                place[i] = Math.max(place[i], held.through(i));
            }
        }
        return place;
    }

    /** Records that the event of a {@link FeedStep.Look} was written, or that the feed does not have it. */
    public void passed(int partition, long position) {
        if (position != after[partition] + 1) {
            throw new IllegalStateException("Expected position " + (after[partition] + 1) + ", got " + position);
        }
        after[partition] = position;
        state = State.FOLLOWING;
    }

    /** Records that a partition has events up to this position. A replay ignores it. */
    public void raiseHead(int partition, long position) {
        if (follows && position > heads[partition]) {
            heads[partition] = position;
        }
    }

    /** Records that the requested page is in memory. A page that leads no further counts as a failed read. */
    public void pageRead(FeedPositions read) {
        if (state != State.READING) {
            return;
        }
        if (!leadsFurther(read)) {
            readFailed();
            return;
        }
        failures = 0;
        state = State.FOLLOWING;
        page = read;
        sent = 0;
        finishPage();
    }

    private boolean leadsFurther(FeedPositions read) {
        for (int i = 0; i < after.length; i++) {
            if (read.through(i) > after[i]) {
                return true;
            }
        }
        return false;
    }

    /** Records that the page's events before this one have been written. */
    public void pageSent(int before) {
        FeedPositions held = page;
        if (held == null || before < sent || before > held.events()) {
            throw new IllegalStateException("Expected events of the page from " + sent + ", got " + before);
        }
        for (int i = sent; i < before; i++) {
            after[held.partition(i)] = held.position(i);
        }
        sent = before;
        finishPage();
    }

    private void finishPage() {
        FeedPositions held = page;
        if (held != null && sent == held.events()) {
            System.arraycopy(behindPage(), 0, after, 0, after.length);
            page = null;
        }
    }

    /** Records that history could not be read. */
    public void readFailed() {
        if (state == State.READING) {
            failures++;
            state = State.FAILED;
        }
    }

    /** Allows another attempt after a failed read. */
    public void retry() {
        if (state == State.FAILED) {
            state = State.FOLLOWING;
        }
    }

    /** Records that the page, if any, is no longer in memory; its unsent events are read again when needed. */
    public void releasePage() {
        page = null;
    }

    public boolean holdsPage() {
        return page != null;
    }

    /** The number of failed reads since the last successful one. */
    public int failures() {
        return failures;
    }

    /** How far it is. */
    public FeedToken token() {
        return new FeedToken(epoch, after.clone());
    }

    /** The newest events known. */
    public FeedToken heads() {
        return new FeedToken(epoch, heads.clone());
    }
}
