package io.spanwire.projections.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.PersonalData;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The writing of an event's text, with its personal data apart. */
public final class NewEventWriter {
    private NewEventWriter() {}

    /**
     * Writes an event in the current version of its record.
     *
     * @param forgets versions of earlier events whose personal data it makes unreadable
     * @throws IllegalStateException when its record cannot be read once its personal data are forgotten: it would make its
     *     stream unreadable then
     */
    public static NewEvent write(EventType<?, ?> type, RecordedEvent<?> recorded, List<Long> forgets) {
        return write(type, recorded, Optional.of(recorded.cause()), forgets);
    }

    /** The same for an event that was written before, whose text may lack its cause. */
    public static NewEvent write(
            EventType<?, ?> type, RecordedEvent<?> recorded, Optional<Cause> written, List<Long> forgets) {
        EventJson.Envelope envelope = new EventJson.Envelope(
                recorded.stream(),
                recorded.version(),
                type.name(),
                type.version(),
                recorded.at(),
                recorded.actor(),
                recorded.command(),
                written);
        String data = Json.write(recorded.data());
        String clear = EventJson.write(envelope, data);
        PersonalData personal = type.personal();
        if (!personal.isPresent()) {
            return new NewEvent(type.name(), type.version(), recorded, clear, Optional.empty(), forgets);
        }
        String redacted = redacted(type, data);
        return new NewEvent(
                type.name(),
                type.version(),
                recorded,
                EventJson.write(envelope, redacted),
                Optional.of(new NewEvent.Personal(
                        personal.subject(recorded.data(), recorded.actor()),
                        clear,
                        data,
                        redacted.getBytes(StandardCharsets.UTF_8).length)),
                forgets);
    }

    private static String redacted(EventType<?, ?> type, String data) {
        ObjectNode redacted = type.personal().redacted((ObjectNode) Json.reread(data));
        try {
            Json.mapper().treeToValue(redacted, type.data());
        } catch (JsonProcessingException refused) {
            // not the cause: its message may quote the data
            throw new IllegalStateException(
                    type.data().getName() + " cannot be read once its personal data are forgotten, "
                            + refused.getClass().getName());
        }
        return redacted.toString();
    }
}
