package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before trying again: doubling from 50 ms to 5 s, with half of it left to chance. One thread. */
final class Backoff {
    private static final long SHORTEST = 50;
    private static final long LONGEST = 5_000;

    private long next = SHORTEST;

    void reset() {
        next = SHORTEST;
    }

    Duration next() {
        long wait = next / 2 + ThreadLocalRandom.current().nextLong(next / 2 + 1);
        next = Math.min(LONGEST, next * 2);
        return Duration.ofMillis(wait);
    }
}
