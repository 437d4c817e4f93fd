package io.spanwire.bus.message;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What an operator orders for a parked stream. It goes through the command log under the stream's name, so that the lane
 * that decides the stream also does this, in its turn.
 *
 * @param id carried out once, however often it comes
 * @param by who ordered it
 */
public record OperatorOrder(UUID id, StreamId stream, Verb verb, String by, Instant at) {
    /** What is to be done. */
    public enum Verb {
        /** Decide what waits, in order, until one fails again. */
        RETRY,
        /** Reject the command that failed, then decide what waits behind it. */
        DROP,
        /** Reject all that wait. */
        DROP_ALL;

        /** As it is written: {@code retry}, {@code drop}, {@code drop-all}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Reads what {@link #text} wrote. */
        public static Verb of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
