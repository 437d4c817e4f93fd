package io.spanwire.projections.journal;

import java.time.Duration;

/** PostgreSQL cancelled a statement because it ran longer than one may, and not because somebody asked it to. */
final class RanTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration longest;

    RanTooLong(Duration longest, Throwable cause) {
        super(null, cause, false, false);
        this.longest = longest;
    }

    Duration longest() {
        return longest;
    }
}
