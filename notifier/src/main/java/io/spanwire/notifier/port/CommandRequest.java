package io.spanwire.notifier.port;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A command as the client sent it, neither authorized nor validated yet.
 *
 * @param data parsed only when the caller may send the command; throws {@link io.spanwire.bus.json.MalformedJson}
 * @param key the client's idempotency key, unparsed
 * @param expected the version that the stream must have
 */
public record CommandRequest(
        Caller caller,
        StreamId stream,
        String command,
        Supplier<JsonNode> data,
        Optional<String> key,
        OptionalLong expected) {}
