package io.spanwire.notifier.socket;

/** A token bucket: so many frames per second on average, twice as many at once. Time is handed in, in nanoseconds. */
final class FrameRateLimit {
    private static final long SECOND = 1_000_000_000L;

    private final long cost;
    private final long full;
    private long level;
    private long at;

    FrameRateLimit(int perSecond, long now) {
        cost = SECOND / perSecond;
        full = 2 * SECOND;
        level = full;
        at = now;
    }

    /** Takes one frame; nanoseconds to wait before the next may come, 0 for none. */
    long take(long now) {
        level = Math.min(full, level + (now - at)) - cost;
        at = now;
        return Math.max(0, cost - level);
    }
}
