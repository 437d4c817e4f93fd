package io.spanwire.projections.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;

/** Brings a stored event's text, or a snapshot's, back to the values a domain knows. */
public final class HistoryDeserializer {
    private HistoryDeserializer() {}

    /** The event as its domain's record. */
    public static RecordedEvent<?> event(StreamType<?> type, String body) {
        EventJson.Parsed parsed = EventJson.read(body);
        EventJson.Envelope envelope = parsed.envelope();
        EventType<?, ?> eventType = type.event(envelope.type())
                .orElseThrow(
                        () -> new UnreadableHistory("Stream " + envelope.stream() + " has the event " + envelope.type()
                                + " at version " + envelope.version() + ", which no domain of this server knows"));
        try {
            Object data = Json.mapper().treeToValue(parsed.data(), eventType.data());
            return new RecordedEvent<>(
                    envelope.stream(), envelope.version(), envelope.at(), envelope.actor(), envelope.command(), data);
        } catch (JsonProcessingException incompatible) {
            throw new UnreadableHistory(
                    "Event " + envelope.version() + " of " + envelope.stream() + " cannot be read as "
                            + eventType.data().getName(),
                    incompatible);
        }
    }

    /** A stream after one more of its stored events. */
    public static <S> StreamState<S> next(StreamState<S> before, String body) {
        RecordedEvent<?> event = event(before.type(), body);
        try {
            return before.after(event);
        } catch (RuntimeException incompatible) {
            throw new UnreadableHistory(
                    "Event " + event.version() + " of " + event.stream() + " cannot be applied to the state before it",
                    incompatible);
        }
    }

    /** A stream from its snapshot. */
    public static <S> StreamState<S> snapshot(StreamType<S> type, long version, String snapshot) {
        try {
            return new StreamState<>(type, version, Json.mapper().readValue(snapshot, type.stateClass()), version);
        } catch (JsonProcessingException incompatible) {
            throw new UnreadableHistory(
                    "A snapshot of stream type " + type.name() + " cannot be read as "
                            + type.stateClass().getName() + "; count its stateVersion up",
                    incompatible);
        }
    }
}
