package io.spanwire.bus.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;
import java.util.Optional;

/** The conversion of stored events and snapshots to the domain's values. */
public final class HistoryDeserializer {
    private HistoryDeserializer() {}

    /**
     * Applies one more stored event to a stream.
     *
     * @throws UnreadableHistory when the domain does not know the event, cannot read it or fails to apply it
     */
    public static <S> StreamState<S> next(StreamState<S> before, String body) {
        EventJson.Parsed parsed = parse("event at version " + (before.version() + 1), body);
        RecordedEvent<?> event = event(before.type(), parsed);
        try {
            return before.after(event);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            throw new UnreadableHistory(
                    name(parsed), "cannot be applied, " + bug.getClass().getName(), bug);
        }
    }

    /**
     * One stored event, without the stream before it.
     *
     * @throws UnreadableHistory when the text is no event, or the domain does not know it or cannot read it
     */
    public static RecordedEvent<?> event(StreamType<?> type, String body) {
        return event(type, parse("event of stream type " + type.name(), body));
    }

    /**
     * Restores a stream from its snapshot; empty when the snapshot does not fit the domain's state class, or lacks a
     * property that the initial state has: an older class wrote it, and the property would be null.
     */
    public static <S> Optional<StreamState<S>> snapshot(StreamType<S> type, long version, String snapshot) {
        try {
            JsonNode stored = Json.reread(snapshot);
            JsonNode initial = Json.mapper().valueToTree(type.initial());
            boolean complete = initial.properties().stream().allMatch(property -> stored.has(property.getKey()));
            return complete
                    ? Optional.ofNullable(Json.mapper().treeToValue(stored, type.stateClass()))
                            .map(state -> new StreamState<>(type, version, state, version))
                    : Optional.empty();
        } catch (JsonProcessingException
                | RuntimeException
                | StackOverflowError
                | LinkageError
                | AssertionError other) {
            return Optional.empty();
        }
    }

    private static EventJson.Parsed parse(String what, String body) {
        try {
            return EventJson.read(body);
        } catch (RuntimeException damaged) {
            throw new UnreadableHistory(
                    what, "is no event, " + damaged.getClass().getName(), null);
        }
    }

    /**
     * A parsed event as the domain's record.
     *
     * @throws UnreadableHistory when the domain does not know the event or cannot read it
     */
    public static RecordedEvent<?> event(StreamType<?> type, EventJson.Parsed parsed) {
        EventJson.Envelope envelope = parsed.envelope();
        EventType<?, ?> eventType = type.event(envelope.type())
                .orElseThrow(() ->
                        new UnreadableHistory(name(parsed), "is of a type that no domain of this worker knows", null));
        JsonNode current = upcast(eventType, parsed);
        try {
            Object data = Json.mapper().treeToValue(current, eventType.data());
            return new RecordedEvent<>(
                    envelope.stream(),
                    envelope.version(),
                    envelope.at(),
                    envelope.actor(),
                    envelope.command(),
                    envelope.cause(),
                    data);
        } catch (JsonProcessingException
                | RuntimeException
                | StackOverflowError
                | LinkageError
                | AssertionError misfit) {
            // not the cause: its message quotes the data
            throw new UnreadableHistory(name(parsed), DataMismatch.describe(eventType.data(), misfit), null);
        }
    }

    private static JsonNode upcast(EventType<?, ?> eventType, EventJson.Parsed parsed) {
        int stored = parsed.envelope().dataVersion();
        if (stored == eventType.version()) {
            return parsed.data();
        }
        if (stored > eventType.version()) {
            throw new UnreadableHistory(
                    name(parsed),
                    "has data of version " + stored + ", and this worker's domain knows only up to "
                            + eventType.version(),
                    null);
        }
        try {
            return eventType.upcast(stored, (ObjectNode) parsed.data());
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            // not the cause: its message may quote the data
            throw new UnreadableHistory(
                    name(parsed),
                    "cannot be upcast from data of version " + stored + ", "
                            + bug.getClass().getName(),
                    null);
        }
    }

    private static String name(EventJson.Parsed parsed) {
        return "event " + parsed.envelope().type() + " at version "
                + parsed.envelope().version();
    }
}
