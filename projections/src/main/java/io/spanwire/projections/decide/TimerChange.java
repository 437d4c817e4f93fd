package io.spanwire.projections.decide;

import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of a timer that is about to be stored.
 *
 * @param owner the reaction whose timer it is; empty for a decider's
 * @param pending what will be sent; empty when the timer is cancelled
 */
public record TimerChange(StreamId stream, String owner, String name, Optional<Pending> pending) {
    /**
     * The command of a timer.
     *
     * @param data as JSON text
     * @param personal who the data are about and what they are without them, if they are personal
     */
    public record Pending(
            UUID id,
            Instant due,
            StreamId target,
            String command,
            String data,
            Optional<Personal> personal,
            Cause cause) {}

    /** The subject of personal data, and the data with the defined values in place of the personal ones, as JSON text. */
    public record Personal(String subject, String redacted) {}
}
