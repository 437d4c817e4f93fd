package io.spanwire.bus.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.StreamId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** A command as the value of a Kafka record: one JSON object that contains its stream and id. */
public final class CommandJson {
    private CommandJson() {}

    /** The record's value, UTF-8. */
    public static byte[] write(Command command) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(256 + command.data().length());
        try (JsonGenerator json = Json.mapper().getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", command.id().toString());
            json.writeStringField("stream", command.stream().toString());
            json.writeStringField("command", command.name());
            json.writeStringField("at", command.at().toString());
            if (command.expected().isPresent()) {
                json.writeNumberField("expected", command.expected().getAsLong());
            }
            json.writePOJOField("caller", command.caller());
            json.writeFieldName("data");
            json.writeRawValue(command.data());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return bytes.toByteArray();
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
