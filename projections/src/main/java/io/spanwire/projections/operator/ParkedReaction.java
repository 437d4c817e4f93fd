package io.spanwire.projections.operator;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;

/**
 * A stream whose events wait for a reaction that failed.
 *
 * @param version of the event at which it failed
 * @param last the version of the last event that waits
 * @param ordered whether an operator's order is not carried out yet
 */
public record ParkedReaction(
        String reaction,
        StreamId stream,
        long version,
        long last,
        long waiting,
        Instant since,
        String reason,
        boolean ordered) {}
