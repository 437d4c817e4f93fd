package io.spanwire.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;

/** A stream's state at one version, as the server answered it. */
record StreamSnapshot(JsonNode answer) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** @param query of the URL, which chooses the version; empty for the last one */
    static StreamSnapshot read(RemoteServer server, StreamId stream, String query) throws RequestFailed {
        try {
            return new StreamSnapshot(JSON.readTree(server.state(stream, query)));
        } catch (JsonProcessingException notJson) {
            throw new UserFacingException(
                    "The server did not answer with JSON.", "Check that --url is the address of Spanwire.", notJson);
        }
    }

    String epoch() {
        return answer.path("epoch").asText();
    }

    JsonNode state() {
        return answer.path("state");
    }

    String pretty() {
        return answer.toPrettyString();
    }
}
