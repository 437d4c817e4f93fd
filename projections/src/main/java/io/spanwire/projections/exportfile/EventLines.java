package io.spanwire.projections.exportfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.json.DataSchemaUri;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.decide.NewEventWriter;
import java.util.List;

/** The conversion of event lines to events that the loaded domains can read. */
final class EventLines {
    private static final String SOURCE = "/streams/";

    private final Domains domains;

    EventLines(Domains domains) {
        this.domains = domains;
    }

    /** @throws BrokenExport when it is no CloudEvent as Spanwire stores it, or no domain can read it */
    ExportedEvent read(long line, String text, JsonNode json) {
        EventJson.Envelope envelope;
        try {
            envelope = envelope(json);
        } catch (IllegalArgumentException wrong) {
            throw BrokenExport.line(line, String.valueOf(wrong.getMessage()), wrong);
        }
        try {
            StreamType<?> type = domains.streamType(envelope.stream().type())
                    .orElseThrow(() -> new IllegalStateException("no loaded domain has streams of the type "
                            + envelope.stream().type()));
            RecordedEvent<?> recorded =
                    HistoryDeserializer.event(type, new EventJson.Parsed(envelope, json.path("data")));
            return new ExportedEvent(line, event(type, envelope, recorded, text, json));
        } catch (UnreadableHistory | IllegalStateException unreadable) {
            throw BrokenExport.notReadable(line, envelope.stream() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** Personal data in the clear are sealed again; what is forgotten stays as it is. */
    private static NewEvent event(
            StreamType<?> type, EventJson.Envelope envelope, RecordedEvent<?> recorded, String text, JsonNode json) {
        EventType<?, ?> eventType = type.event(envelope.type()).orElseThrow();
        return eventType.personal().isPresent() && !json.path("forgotten").asBoolean()
                ? NewEventWriter.write(eventType, recorded, envelope.written(), List.of())
                : new NewEvent(envelope.type(), envelope.dataVersion(), recorded, text);
    }

    private static EventJson.Envelope envelope(JsonNode json) {
        LineFields fields = new LineFields(json);
        String source = fields.text("source");
        if (!source.startsWith(SOURCE)) {
            throw new IllegalArgumentException("\"source\" must be like /streams/chat/general");
        }
        StreamId stream = StreamId.parse(source.substring(SOURCE.length()));
        long version = fields.number("version");
        if (version < 1 || !fields.text("id").equals(Long.toString(version))) {
            throw new IllegalArgumentException("\"version\" must be 1 or more, and \"id\" the same as text");
        }
        String type = fields.text("type");
        if (!type.startsWith(stream.type() + '.')) {
            throw new IllegalArgumentException("\"type\" must begin with the type of the stream");
        }
        if (json.has("personal")) {
            throw new IllegalArgumentException("a sealed event is no line of an export");
        }
        if (!json.has("data")) {
            throw new IllegalArgumentException("\"data\" is missing");
        }
        int dataVersion = json.has("dataschema") ? DataSchemaUri.version(fields.text("dataschema")) : 1;
        return new EventJson.Envelope(
                stream,
                version,
                type,
                dataVersion,
                fields.time("time"),
                fields.text("actor"),
                fields.uuid("command"),
                EventJson.readCause(json));
    }
}
