package io.spanwire.bus.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
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

    private static final String BEFORE_ID = "{\"specversion\":\"1.0\",\"id\":\"";
    private static final String BEFORE_SOURCE = "\",\"source\":\"/streams/";
    private static final String BEFORE_TYPE = "\",\"type\":\"";
    private static final byte[] TYPE_MARK = BEFORE_TYPE.getBytes(StandardCharsets.US_ASCII);

    private EventJson() {}

    /**
     * The attributes of an event, without its data.
     *
     * @param dataVersion the version of the data's record, from 1
     * @param written the cause, if the text has it; older texts do not
     */
    public record Envelope(
            StreamId stream,
            long version,
            String type,
            int dataVersion,
            Instant at,
            String actor,
            UUID command,
            Optional<Cause> written) {
        /** An event as it was written before texts had their cause. */
        public Envelope(
                StreamId stream, long version, String type, int dataVersion, Instant at, String actor, UUID command) {
            this(stream, version, type, dataVersion, at, actor, command, Optional.empty());
        }

        /** An event whose data have version 1. */
        public Envelope(StreamId stream, long version, String type, Instant at, String actor, UUID command) {
            this(stream, version, type, 1, at, actor, command);
        }

        /** The cause; when the text does not have it, its command is its own. */
        public Cause cause() {
            return written.orElseGet(() -> Cause.itself(command));
        }
    }

    /** A parsed event, not sealed. */
    public record Parsed(Envelope envelope, JsonNode data) {}

    /** The full type of an event, from the place where {@link #write} has put it. */
    public static String type(StoredEvent event) {
        EventText text = event.body();
        int start = text.offset()
                + BEFORE_ID.length()
                + Long.toString(event.version()).length()
                + BEFORE_SOURCE.length()
                + event.stream().type().length()
                + 1
                + event.stream().key().length();
        int end = start + BEFORE_TYPE.length();
        byte[] array = text.array();
        int limit = text.offset() + text.length();
        if (end <= limit && Arrays.equals(array, start, end, TYPE_MARK, 0, TYPE_MARK.length)) {
            int quote = end;
            while (quote < limit && array[quote] != '"') {
                quote++;
            }
            return new String(array, end, quote - end, StandardCharsets.UTF_8);
        }
        return Json.reread(text.toString()).path("type").asText();
    }

    /** The time of an event, which costs reading its text. */
    public static Instant time(StoredEvent event) {
        return Instant.parse(Json.reread(event.body().toString()).path("time").asText());
    }

    /** The event's text; data is JSON text and inserted unchanged. */
    public static String write(Envelope event, String data) {
        StringBuilder text = new StringBuilder(384 + data.length());
        text.append(BEFORE_ID).append(event.version());
        text.append(BEFORE_SOURCE).append(event.stream().type());
        text.append('/').append(event.stream().key());
        text.append(BEFORE_TYPE).append(event.type());
        if (event.dataVersion() > 1) {
            text.append("\",\"dataschema\":\"").append(DataSchemaUri.of(event.type(), event.dataVersion()));
        }
        text.append("\",\"time\":\"");
        MILLIS.formatTo(event.at(), text);
        text.append("\",\"version\":").append(event.version()).append(",\"actor\":\"");
        JsonStringEncoder.getInstance().quoteAsString(event.actor(), text);
        text.append("\",\"command\":\"").append(event.command()).append('"');
        event.written().ifPresent(cause -> writeCause(cause, text));
        return text.append(",\"data\":").append(data).append('}').toString();
    }

    /** The attributes of CloudEvents' extension for correlation, and the depth unless it is 0. */
    private static void writeCause(Cause cause, StringBuilder text) {
        text.append(",\"correlationid\":\"").append(cause.correlation());
        text.append("\",\"causationid\":\"").append(cause.causation()).append('"');
        if (cause.depth() > 0) {
            text.append(",\"depth\":").append(cause.depth());
        }
    }

    /**
     * The cause that an event's text has.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Optional<Cause> readCause(JsonNode event) {
        return event.has("correlationid")
                ? Optional.of(new Cause(
                        UUID.fromString(event.path("correlationid").asText()),
                        event.path("causationid").asText(),
                        event.path("depth").asInt()))
                : Optional.empty();
    }

    /**
     * Parses the result of {@link #write}.
     *
     * @throws IllegalArgumentException when it is sealed: its data are not those that were written
     */
    public static Parsed read(String text) {
        JsonNode event = Json.reread(text);
        if (event.has("personal")) {
            throw new IllegalArgumentException("A sealed event must be opened before it is read");
        }
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
                UUID.fromString(event.path("command").asText()),
                readCause(event));
        return new Parsed(envelope, event.path("data"));
    }
}
