package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * What a decider may know besides state and command. It all comes from the command, so deciding again gives the same.
 *
 * @param version the stream's version before the command; the first event will be {@code version + 1}
 * @param at when the edge took the command: a decider's only clock
 */
public record Context(StreamId stream, long version, UUID command, Caller caller, Instant at) {}
