package io.spanwire.projections;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tells that a clock has gone back further than the corrections of every day do. One thread. */
final class ClockJumpDetector {
    /** Less than what separates a heartbeat from the end of a member's session. */
    static final Duration TOLERATED = Duration.ofSeconds(3);

    private final LongSupplier clock;
    private long latest;

    /**
     * Looks from now on.
     *
     * @param clock in milliseconds
     */
    ClockJumpDetector(LongSupplier clock) {
        this.clock = clock;
        this.latest = clock.getAsLong();
    }

    /** By how much it is behind the latest time it has shown, if that is too much; told once. */
    Optional<Duration> wentBack() {
        long now = clock.getAsLong();
        Duration back = Duration.ofMillis(latest - now);
        if (back.compareTo(TOLERATED) > 0) {
            latest = now;
            return Optional.of(back);
        }
        latest = Math.max(latest, now);
        return Optional.empty();
    }
}
