package io.spanwire.bus.message;

import org.jspecify.annotations.Nullable;

/**
 * A committed event. Its body is the CloudEvents 1.0 JSON text, which is written once inside the transaction and passed
 * on byte for byte.
 *
 * @param version dense within the stream, from 1
 * @param position dense within the stream's partition and in commit order, from 1; 0 when the reader did not select it
 * @param secret of an event with personal data, unless it was destroyed
 */
public record StoredEvent(StreamId stream, long version, long position, EventText body, @Nullable EventSecret secret) {
    public StoredEvent {
        if (version < 1 || position < 0) {
            throw new IllegalArgumentException("Versions start at 1 and positions are never negative");
        }
    }

    /** An event without personal data. */
    public StoredEvent(StreamId stream, long version, long position, EventText body) {
        this(stream, version, position, body, null);
    }

    /** An event without personal data. */
    public StoredEvent(StreamId stream, long version, long position, String body) {
        this(stream, version, position, EventText.of(body));
    }

    /** The same event with another text. */
    public StoredEvent withBody(EventText other) {
        return new StoredEvent(stream, version, position, other, secret);
    }
}
