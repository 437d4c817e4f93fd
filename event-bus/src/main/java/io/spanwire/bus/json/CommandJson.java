package io.spanwire.bus.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Caller;
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
        text.append(",\"caller\":");
        writeCaller(command.caller(), text);
        text.append(",\"data\":").append(command.data()).append('}');
        return text.toString().getBytes(StandardCharsets.UTF_8);
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
            return new Command(
                    UUID.fromString(json.path("id").asText()),
                    StreamId.parse(json.path("stream").asText()),
                    json.path("command").asText(),
                    json.path("data").toString(),
                    readCaller(json.path("caller")),
                    Instant.parse(json.path("at").asText()),
                    json.has("expected") ? OptionalLong.of(json.path("expected").asLong()) : OptionalLong.empty());
        } catch (DateTimeException invalidTime) {
            throw new IllegalArgumentException("A command's time must be an ISO-8601 instant", invalidTime);
        }
    }

    private static Caller readCaller(JsonNode json) {
        Map<String, String> claims = new HashMap<>();
        json.path("claims")
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue().asText()));
        return new Caller(json.path("subject").asText(), json.path("name").asText(), claims);
    }
}
