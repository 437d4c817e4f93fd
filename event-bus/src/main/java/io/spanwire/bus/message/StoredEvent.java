package io.spanwire.bus.message;

/**
 * A committed event. Its body is the CloudEvents 1.0 JSON text, which is written once inside the transaction and passed
 * on byte for byte.
 *
 * @param version dense within the stream, from 1
 * @param position dense within the stream's partition and in commit order, from 1; 0 when the reader did not select it
 */
public record StoredEvent(StreamId stream, long version, long position, EventText body) {
    public StoredEvent {
        if (version < 1 || position < 0) {
            throw new IllegalArgumentException("Versions start at 1 and positions are never negative");
        }
    }

    public StoredEvent(StreamId stream, long version, long position, String body) {
        this(stream, version, position, EventText.of(body));
    }
}
