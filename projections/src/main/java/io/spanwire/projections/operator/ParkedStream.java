package io.spanwire.projections.operator;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;

/**
 * A parked stream, which waits for an operator.
 *
 * @param since when it was parked
 * @param reason why its first waiting command failed
 * @param waiting number of waiting commands
 */
public record ParkedStream(StreamId stream, Instant since, String reason, int waiting) {}
