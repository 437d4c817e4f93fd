package io.spanwire.bus.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * An event as CloudEvents 1.0 JSON. Written once, inside the transaction that stores it; every reader passes the text
 * on. Assembled by hand for speed: only the actor needs escaping, all other attributes consist of safe characters.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON format</a>
 */
public final class EventJson {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private EventJson() {}

    /**
     * The attributes of an event, without its data.
     *
     * @param dataVersion the version of the data's record, from 1
     */
    public record Envelope(
            StreamId stream, long version, String type, int dataVersion, Instant at, String actor, UUID command) {
        /** An event whose data have version 1. */
        public Envelope(StreamId stream, long version, String type, Instant at, String actor, UUID command) {
            this(stream, version, type, 1, at, actor, command);
        }
    }

    /** A parsed event. */
    public record Parsed(Envelope envelope, JsonNode data) {}

    /** The event's text; data is JSON text and inserted unchanged. */
    public static String write(Envelope event, String data) {
        StringBuilder text = new StringBuilder(256 + data.length());
        text.append("{\"specversion\":\"1.0\",\"id\":\"").append(event.version());
        text.append("\",\"source\":\"/streams/").append(event.stream().type());
        text.append('/').append(event.stream().key());
        text.append("\",\"type\":\"").append(event.type());
        if (event.dataVersion() > 1) {
            text.append("\",\"dataschema\":\"").append(DataSchemaUri.of(event.type(), event.dataVersion()));
        }
        text.append("\",\"time\":\"");
        MILLIS.formatTo(event.at(), text);
        text.append("\",\"version\":").append(event.version()).append(",\"actor\":\"");
        JsonStringEncoder.getInstance().quoteAsString(event.actor(), text);
        text.append("\",\"command\":\"").append(event.command());
        return text.append("\",\"data\":").append(data).append('}').toString();
    }

    /** Parses the result of {@link #write}. */
    public static Parsed read(String text) {
        JsonNode event = Json.reread(text);
        String source = event.path("source").asText();
        Envelope envelope = new Envelope(
                StreamId.parse(source.substring("/streams/".length())),
                event.path("version").asLong(),
                event.path("type").asText(),
                event.has("dataschema")
                        ? DataSchemaUri.version(event.path("dataschema").asText())
                        : 1,
                Instant.parse(event.path("time").asText()),
                event.path("actor").asText(),
                UUID.fromString(event.path("command").asText()));
        return new Parsed(envelope, event.path("data"));
    }
}
