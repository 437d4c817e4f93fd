package io.spanwire.bus.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * Exponential backoff with jitter: the pause doubles with each failure in a row, up to a limit. Its upper half is random, so
 * that clients that failed together do not return together. Immutable; callers count their failures. From any thread.
 */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private final long first;
    private final long max;
    private final LongUnaryOperator random;

    /** Pauses from {@code first} to {@code max}, in whole milliseconds. */
    public Backoff(Duration first, Duration max) {
        this(first, max, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * The same with another source of randomness.
     *
     * @param random a number from 0 up to its argument, exclusive
     */
    Backoff(Duration first, Duration max, LongUnaryOperator random) {
        if (first.toMillis() < 1 || first.compareTo(max) > 0) {
            throw new IllegalArgumentException("No pauses from " + first + " to " + max);
        }
        this.first = first.toMillis();
        this.max = max.toMillis();
        this.random = random;
    }

    /** The pause before the next try, after so many failures before the last one. */
    public Duration pause(int failures) {
        long full = Math.min(max, first << Math.min(failures, MAX_DOUBLINGS));
        return Duration.ofMillis(full - random.applyAsLong(full / 2 + 1));
    }
}
