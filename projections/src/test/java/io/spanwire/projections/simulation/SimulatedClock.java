package io.spanwire.projections.simulation;

import java.time.Duration;

/** The time of a schedule, which passes only while somebody looks. */
final class SimulatedClock {
    private static final int MAX_STEP_MILLIS = 400;

    private final SeededRandom random;
    private long nanos;

    SimulatedClock(SeededRandom random) {
        this.random = random;
    }

    long nanoTime() {
        nanos += Duration.ofMillis(random.below(MAX_STEP_MILLIS)).toNanos();
        return nanos;
    }
}
