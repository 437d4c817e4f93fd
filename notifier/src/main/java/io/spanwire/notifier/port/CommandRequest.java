package io.spanwire.notifier.port;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A command as a socket sent it: not yet authorized, not yet validated.
 *
 * @param key the client's idempotency key, if it gave one
 * @param expected the version the stream must have, if the client insists
 */
public record CommandRequest(
        Caller caller, StreamId stream, String command, JsonNode data, Optional<UUID> key, OptionalLong expected) {}
