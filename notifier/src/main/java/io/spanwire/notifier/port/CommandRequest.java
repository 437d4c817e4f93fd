package io.spanwire.notifier.port;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A command as a socket sent it: not yet authorized, not yet validated.
 *
 * @param data read only when the caller may send the command; throws {@link io.spanwire.bus.json.MalformedJson}
 * @param key the client's idempotency key as it was sent, if it gave one
 * @param expected the version the stream must have, if the client insists
 */
public record CommandRequest(
        Caller caller,
        StreamId stream,
        String command,
        Supplier<JsonNode> data,
        Optional<String> key,
        OptionalLong expected) {}
