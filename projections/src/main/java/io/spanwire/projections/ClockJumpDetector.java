package io.spanwire.projections;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Detects that the wall clock went back further than everyday corrections do. One thread. */
final class ClockJumpDetector {
    /** Shorter than the time between a heartbeat and the end of a group member's session. */
    static final Duration TOLERANCE = Duration.ofSeconds(3);

    private final LongSupplier clock;
    private long latest;

    /**
     * Compares with the time now and later.
     *
     * @param clock in milliseconds
     */
    ClockJumpDetector(LongSupplier clock) {
        this.clock = clock;
        this.latest = clock.getAsLong();
    }

    /** How far the clock is behind the latest time it showed, if that is not tolerated; reported once a jump. */
    Optional<Duration> jumpBack() {
        long now = clock.getAsLong();
        Duration back = Duration.ofMillis(latest - now);
        if (back.compareTo(TOLERANCE) > 0) {
            latest = now;
            return Optional.of(back);
        }
        latest = Math.max(latest, now);
        return Optional.empty();
    }
}
