package io.spanwire.notifier.socket;

/** A token bucket: frames per second on average, twice as many in a burst. Times are in nanoseconds. */
final class FrameRateLimit {
    private static final long SECOND = 1_000_000_000L;

    private final long cost;
    private final long capacity;
    private long level;
    private long updatedAt;

    FrameRateLimit(int perSecond, long now) {
        cost = SECOND / perSecond;
        capacity = 2 * SECOND;
        level = capacity;
        updatedAt = now;
    }

    /** Takes one frame and returns the nanoseconds to wait before the next one, 0 for none. */
    long take(long now) {
        level = Math.min(capacity, level + (now - updatedAt)) - cost;
        updatedAt = now;
        return Math.max(0, cost - level);
    }
}
