package io.spanwire.acceptance.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits where the passing of time is part of the fault, so that no condition can be awaited. */
final class TimePassing {
    private TimePassing() {}

    static void of(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
