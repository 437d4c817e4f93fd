package io.spanwire.bus.message;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request to change one stream. It holds every input of its decision: caller, time and (through the id) randomness,
 * so deciding it again gives the same result.
 *
 * @param id from the client's {@code Idempotency-Key}, else a version 7 UUID that the edge generates
 * @param stream the one stream it may change
 * @param name the command's name within the stream's type, e.g. {@code post-message}
 * @param data the validated body as JSON text
 * @param caller the sender
 * @param at when the edge received it, with millisecond precision
 * @param expected the version the stream must have, if the client requires one ({@code If-Match})
 * @param cause why it was sent
 */
public record Command(
        UUID id,
        StreamId stream,
        String name,
        String data,
        Caller caller,
        Instant at,
        OptionalLong expected,
        Cause cause) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public Command {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A command's name looks like post-message and has at most 64 characters");
        }
        if (expected.isPresent() && expected.getAsLong() < 0) {
            throw new IllegalArgumentException("An expected version is 0 or more");
        }
    }

    /** A command of a client. */
    public Command(
            UUID id, StreamId stream, String name, String data, Caller caller, Instant at, OptionalLong expected) {
        this(id, stream, name, data, caller, at, expected, Cause.itself(id));
    }

    /** Distinguishes this request from another one with the same id. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
