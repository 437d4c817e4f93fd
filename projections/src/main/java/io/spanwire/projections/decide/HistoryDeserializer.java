package io.spanwire.projections.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;
import java.util.Map;
import java.util.Optional;

/** Brings a stored event's text, or a snapshot's, back to the values a domain knows. */
public final class HistoryDeserializer {
    private HistoryDeserializer() {}

    /**
     * A stream after one more of its stored events.
     *
     * @throws UnreadableHistory when its domain does not know the event, cannot read it or fails at applying it
     */
    public static <S> StreamState<S> next(StreamState<S> before, String body) {
        EventJson.Parsed parsed = parse(before.version() + 1, body);
        RecordedEvent<?> event = event(before.type(), parsed);
        try {
            return before.after(event);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            throw new UnreadableHistory(name(parsed) + " cannot be applied, " + kind(bug), bug);
        }
    }

    /** A stream from its snapshot, unless the snapshot is of another state than the domain has now. */
    public static <S> Optional<StreamState<S>> snapshot(StreamType<S> type, long version, String snapshot) {
        try {
            S state = Json.mapper().readValue(snapshot, type.stateClass());
            return Optional.of(new StreamState<>(type, version, state, version));
        } catch (JsonProcessingException
                | RuntimeException
                | StackOverflowError
                | LinkageError
                | AssertionError other) {
            return Optional.empty();
        }
    }

    private static EventJson.Parsed parse(long version, String body) {
        try {
            return EventJson.read(body);
        } catch (RuntimeException damaged) {
            throw new UnreadableHistory("event at version " + version + " is no event, " + kind(damaged));
        }
    }

    private static RecordedEvent<?> event(StreamType<?> type, EventJson.Parsed parsed) {
        EventJson.Envelope envelope = parsed.envelope();
        EventType<?, ?> eventType = type.event(envelope.type())
                .orElseThrow(() ->
                        new UnreadableHistory(name(parsed) + " is of a type that no domain of this worker knows"));
        try {
            Object data = Json.mapper().treeToValue(parsed.data(), eventType.data());
            return new RecordedEvent<>(
                    envelope.stream(), envelope.version(), envelope.at(), envelope.actor(), envelope.command(), data);
        } catch (JsonProcessingException
                | RuntimeException
                | StackOverflowError
                | LinkageError
                | AssertionError misfit) {
            // not the cause: its message quotes the data
            throw new UnreadableHistory(
                    name(parsed) + " does not fit " + eventType.data().getName() + field(misfit) + ", " + kind(misfit));
        }
    }

    private static String name(EventJson.Parsed parsed) {
        return "event " + parsed.envelope().type() + " at version "
                + parsed.envelope().version();
    }

    private static String kind(Throwable failure) {
        return failure.getClass().getName();
    }

    /** The path to the field, as in {@code , field lines[2].text}; a map's keys are data, and left out. */
    private static String field(Throwable misfit) {
        StringBuilder path = new StringBuilder();
        if (misfit instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else if (isMap(step.getFrom())) {
                    path.append("[*]");
                } else {
                    path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
        }
        return path.isEmpty() ? "" : ", field " + path;
    }

    private static boolean isMap(Object from) {
        return from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
    }
}
