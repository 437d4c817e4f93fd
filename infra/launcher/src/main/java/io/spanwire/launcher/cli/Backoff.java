package io.spanwire.launcher.cli;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Waits longer after each failure, up to a limit, and never as long as its neighbour (full jitter in the upper half). */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration next = FIRST;

    void reset() {
        next = FIRST;
    }

    void pause() {
        long half = next.toNanos() / 2;
        LockSupport.parkNanos(half + ThreadLocalRandom.current().nextLong(half));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
