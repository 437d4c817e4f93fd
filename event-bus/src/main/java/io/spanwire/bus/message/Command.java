package io.spanwire.bus.message;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request to change one stream. Everything a decision may depend on is in it: caller, time and (through the id)
 * randomness, so deciding again gives the same answer.
 *
 * @param id the client's {@code Idempotency-Key}, else a version 7 UUID made at the edge
 * @param stream the one stream it may change
 * @param name the command's name within the stream's type, e.g. {@code post-message}
 * @param data the validated body as JSON text
 * @param caller who asks
 * @param at when the edge took it, millisecond precision
 * @param expected the version the stream must have, if the caller insists ({@code If-Match})
 */
public record Command(
        UUID id, StreamId stream, String name, String data, Caller caller, Instant at, OptionalLong expected) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public Command {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A command's name is like post-message, 64 characters at most");
        }
        if (expected.isPresent() && expected.getAsLong() < 0) {
            throw new IllegalArgumentException("An expected version is 0 or more");
        }
    }

    /** What tells this request from another one under the same id. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
