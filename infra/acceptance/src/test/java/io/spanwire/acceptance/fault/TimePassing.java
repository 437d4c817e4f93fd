package io.spanwire.acceptance.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass where passing time is the fault itself. */
final class TimePassing {
    private TimePassing() {}

    static void of(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
