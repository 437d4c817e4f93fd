package io.spanwire.notifier.socket;

/**
 * A token bucket: a number of frames per second on average, twice as many in a burst. The caller passes the time, in
 * nanoseconds.
 */
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

    /**
     * Takes one frame.
     *
     * @return nanoseconds to wait before the next frame, 0 for none
     */
    long take(long now) {
        level = Math.min(capacity, level + (now - updatedAt)) - cost;
        updatedAt = now;
        return Math.max(0, cost - level);
    }
}
