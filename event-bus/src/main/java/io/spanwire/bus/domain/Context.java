package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * The inputs of a decider besides state and command. All come from the command, so deciding it again gives the same
 * result.
 *
 * @param version the stream's version before the command; the first event gets {@code version + 1}
 * @param at when the edge received the command: the decider's only clock
 */
public record Context(StreamId stream, long version, UUID command, Caller caller, Instant at) {}
