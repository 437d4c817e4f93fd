package io.spanwire.edge.budget;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the time up to which all tokens are taken, if each takes the time in which one is added
 * (the generic cell rate algorithm). Times are of {@link System#nanoTime}. Thread-safe without locks.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
 */
final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    private final long cost;
    private final long capacity;
    private final AtomicLong takenUntil;

    /** A full bucket. */
    TokenBucket(TokenRate rate, long now) {
        this.cost = Math.max(1, SECOND / rate.perSecond());
        this.capacity = Math.multiplyExact(cost, rate.burst());
        this.takenUntil = new AtomicLong(now - capacity);
    }

    /** Takes a token and returns 0, or returns the nanoseconds until there is one. */
    long take(long now) {
        while (true) {
            long taken = takenUntil.get();
            long next = Math.max(taken, now - capacity) + cost;
            if (next > now) {
                return next - now;
            }
            if (takenUntil.compareAndSet(taken, next)) {
                return 0;
            }
        }
    }

    boolean isFull(long now) {
        return takenUntil.get() <= now - capacity;
    }
}
