package io.spanwire.testing;

import java.time.Duration;
import java.time.Instant;

/** The time of a test server. All tests of the server share it. */
public final class TestTime {
    private final TestClock clock;

    TestTime(TestClock clock) {
        this.clock = clock;
    }

    /** The time that a command gets now. */
    public Instant now() {
        return clock.instant();
    }

    /** Moves the time forward. Timers that are due then are sent within about a second; await their effect. */
    public void advance(Duration by) {
        clock.advance(by);
    }
}
