package io.spanwire.edge.state;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a stream.
 *
 * @param time of its event, in milliseconds as in the event's text; empty at version 0
 * @param epoch the identity of the history
 * @param head the stream's last version
 */
public record PastVersion(StreamId stream, long version, Optional<Instant> time, String epoch, long head) {
    /** The last version of a stream. */
    public PastVersion(StreamId stream, long version, Optional<Instant> time, String epoch) {
        this(stream, version, time, epoch, version);
    }
}
