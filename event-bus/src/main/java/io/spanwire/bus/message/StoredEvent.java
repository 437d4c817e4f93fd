package io.spanwire.bus.message;

/**
 * An event as it was committed. The body is its CloudEvents 1.0 JSON text, made once inside the transaction and carried
 * byte for byte from there on.
 *
 * @param version dense within the stream, from 1
 * @param position dense within the stream's partition and in commit order, from 1; 0 where the reader did not ask for it
 */
public record StoredEvent(StreamId stream, long version, long position, String body) {
    public StoredEvent {
        if (version < 1 || position < 0) {
            throw new IllegalArgumentException("Versions start at 1 and positions are never negative");
        }
    }
}
