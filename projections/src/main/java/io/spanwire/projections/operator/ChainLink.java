package io.spanwire.projections.operator;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * A command of a chain, and what became of it.
 *
 * @param depth how many commands are before it in the chain
 * @param cause {@code reaction <name> to <event>}, {@code timer}, or empty for the first
 * @param result {@code accepted, versions 4 to 5}, {@code accepted, no event} or {@code rejected, <code>}
 */
public record ChainLink(
        int depth, String cause, UUID command, StreamId stream, String name, String actor, Instant at, String result) {}
