package io.spanwire.edge.state;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a stream.
 *
 * @param time of its event, in milliseconds as in the event's text; empty at version 0
 * @param epoch the identity of the history
 */
public record PastVersion(StreamId stream, long version, Optional<Instant> time, String epoch) {}
