package io.spanwire.notifier.hub;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after failures in a row: doubling from 100 ms to 5 s, half of it random, so that those who failed
 * together do not come back together.
 */
final class Backoff {
    private static final long FIRST = 100;
    private static final long LONGEST = 5_000;
    private static final int DOUBLINGS = 6;

    private Backoff() {}

    static long millis(int failures) {
        long full = Math.min(LONGEST, FIRST << Math.min(failures, DOUBLINGS));
        return full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    }
}
