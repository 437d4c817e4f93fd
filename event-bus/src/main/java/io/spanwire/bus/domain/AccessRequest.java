package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks for, as an {@link AccessRule} sees it.
 *
 * @param stream the stream that a command is sent to or that is read; empty for a view
 * @param parameters of the view's query string; empty for a stream
 */
public record AccessRequest(Caller caller, Optional<StreamId> stream, Map<String, String> parameters) {
    public AccessRequest {
        parameters = Map.copyOf(parameters);
    }

    static AccessRequest of(Caller caller, StreamId stream) {
        return new AccessRequest(caller, Optional.of(stream), Map.of());
    }

    static AccessRequest of(Caller caller, Map<String, String> parameters) {
        return new AccessRequest(caller, Optional.empty(), parameters);
    }

    public String subject() {
        return caller.subject();
    }

    /** The key of the stream. For rules of streams only. */
    public String key() {
        return stream.orElseThrow(() -> new IllegalStateException("A rule of a view asks for a stream's key"))
                .key();
    }

    /** A parameter of the view; empty if it is missing. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
