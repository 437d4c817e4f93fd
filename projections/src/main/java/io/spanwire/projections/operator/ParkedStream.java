package io.spanwire.projections.operator;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;

/**
 * A stream that waits for an operator.
 *
 * @param since when its first command failed
 * @param reason why the first command that waits now has failed
 * @param waiting how many commands wait
 */
public record ParkedStream(StreamId stream, Instant since, String reason, int waiting) {}
