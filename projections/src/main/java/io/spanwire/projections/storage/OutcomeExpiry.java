package io.spanwire.projections.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * The deletion of outcomes that are older than they are kept, in small transactions, oldest first. Several processes may do
 * it at the same time. A command whose outcome has expired is decided again when its id is sent again.
 *
 * <h2>How much at a time</h2>
 *
 * A transaction deletes at most {@value #MOST} outcomes of a window of time, so that it reads only the part of the table
 * where they are stored. The window grows while it holds few of them.
 */
final class OutcomeExpiry {
    static final int MOST = 2_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Duration kept;
    private final Counter deleted;
    private Duration window = SHORTEST;

    OutcomeExpiry(Duration kept, MeterRegistry registry) {
        this.kept = kept;
        deleted = Counter.builder("spanwire.outcomes.expired")
                .description("Outcomes that this process has deleted because of their age")
                .register(registry);
    }

    private record Step(int expired, boolean more) {}

    /** Deletes what has expired, while allowed to go on. */
    void run(JdbcDatabase database, Instant now, BooleanSupplier goesOn) {
        Timestamp until = Timestamp.from(now.minus(kept));
        Step step = new Step(0, true);
        while (step.more() && goesOn.getAsBoolean()) {
            step = database.query(
                            "expire-outcomes.sql",
                            row -> new Step(row.getInt("expired"), row.getBoolean("more")),
                            until,
                            window.toMillis(),
                            MOST)
                    .get(0);
            deleted.increment(step.expired());
            window = next(window, step.expired());
        }
    }

    private static Duration next(Duration window, int expired) {
        if (expired == MOST) {
            return window.compareTo(SHORTEST) > 0 ? window.dividedBy(2) : SHORTEST;
        }
        return expired < MOST / 4 && window.compareTo(LONGEST) < 0 ? window.multipliedBy(2) : window;
    }
}
