package io.spanwire.bus.message;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * An operator's instruction for a stream, sent through the command log so that the stream's lane executes it in order.
 *
 * @param id executed once, even if the record is delivered several times
 * @param by the operator's name
 * @param reason for people; empty unless the stream is closed
 */
public record OperatorOrder(UUID id, StreamId stream, Verb verb, String by, Instant at, String reason) {
    /** An order without a reason. */
    public OperatorOrder(UUID id, StreamId stream, Verb verb, String by, Instant at) {
        this(id, stream, verb, by, at, "");
    }

    /** The action. */
    public enum Verb {
        /** Decide the waiting commands in order, until one fails again. */
        RETRY,
        /** Reject the command that failed, then decide the waiting ones. */
        DROP,
        /** Reject all waiting commands. */
        DROP_ALL,
        /** Reject the commands that come after this order. */
        CLOSE,
        /** Decide commands again. */
        REOPEN;

        /** The written form: {@code retry}, {@code drop}, {@code drop-all}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Parses the result of {@link #text}. */
        public static Verb of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
