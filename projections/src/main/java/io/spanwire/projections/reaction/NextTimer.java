package io.spanwire.projections.reaction;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** When the next timer of this process's partitions is due, as far as is known. Thread-safe. */
final class NextTimer {
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MAX);

    /** Notes that a timer is due at this time. */
    void isAt(Instant due) {
        next.accumulateAndGet(due, (one, other) -> one.isBefore(other) ? one : other);
    }

    /** {@link Instant#MAX} if no timer is known. */
    Instant due() {
        return Objects.requireNonNull(next.get());
    }

    /** Forgets the time, before the database is asked; what is set meanwhile is noted again. */
    void forget() {
        next.set(Instant.MAX);
    }
}
