package io.spanwire.bus.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A command as the value of a Kafka record: one JSON object that contains its stream and id. Assembled by hand for
 * speed: only the caller needs escaping, its data are JSON text, and all other properties consist of safe characters.
 */
public final class CommandJson {
    private CommandJson() {}

    /** The record's value, UTF-8. */
    public static byte[] write(Command command) {
        StringBuilder text = new StringBuilder(320 + command.data().length());
        text.append("{\"id\":\"").append(command.id());
        text.append("\",\"stream\":\"").append(command.stream().type());
        text.append('/').append(command.stream().key());
        text.append("\",\"command\":\"").append(command.name());
        text.append("\",\"at\":\"").append(command.at()).append('"');
        command.expected().ifPresent(version -> text.append(",\"expected\":").append(version));
        writeCause(command, text);
        text.append(",\"caller\":");
        writeCaller(command.caller(), text);
        text.append(",\"data\":").append(command.data()).append('}');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing for a client's command, which is its own cause. */
    private static void writeCause(Command command, StringBuilder text) {
        Cause cause = command.cause();
        if (!cause.equals(Cause.itself(command.id()))) {
            text.append(",\"correlation\":\"").append(cause.correlation());
            text.append("\",\"causation\":\"").append(cause.causation());
            text.append("\",\"depth\":").append(cause.depth());
        }
    }

    private static void writeCaller(Caller caller, StringBuilder text) {
        text.append("{\"subject\":");
        JsonText.quote(caller.subject(), text);
        text.append(",\"name\":");
        JsonText.quote(caller.name(), text);
        text.append(",\"claims\":{");
        String separator = "";
        for (Map.Entry<String, String> claim : caller.claims().entrySet()) {
            text.append(separator);
            JsonText.quote(claim.getKey(), text);
            text.append(':');
            JsonText.quote(claim.getValue(), text);
            separator = ",";
        }
        text.append("}}");
    }

    /**
     * Parses a record's value.
     *
     * @throws MalformedJson when it is not JSON
     * @throws IllegalArgumentException when it is not a command
     */
    public static Command read(byte[] value) {
        JsonNode json = Json.reread(value);
        try {
            UUID id = UUID.fromString(json.path("id").asText());
            return new Command(
                    id,
                    StreamId.parse(json.path("stream").asText()),
                    json.path("command").asText(),
                    json.path("data").toString(),
                    readCaller(json.path("caller")),
                    Instant.parse(json.path("at").asText()),
                    json.has("expected") ? OptionalLong.of(json.path("expected").asLong()) : OptionalLong.empty(),
                    json.has("correlation") ? readCause(json) : Cause.itself(id));
        } catch (DateTimeException invalidTime) {
            throw new IllegalArgumentException("A command's time must be an ISO-8601 instant", invalidTime);
        }
    }

    private static Cause readCause(JsonNode json) {
        return new Cause(
                UUID.fromString(json.path("correlation").asText()),
                json.path("causation").asText(),
                json.path("depth").asInt());
    }

    private static Caller readCaller(JsonNode json) {
        Map<String, String> claims = new HashMap<>();
        json.path("claims")
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue().asText()));
        return new Caller(json.path("subject").asText(), json.path("name").asText(), claims);
    }
}
