package io.spanwire.projections.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
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
        EventJson.Parsed parsed = parse(before.version() + 1, body);
        RecordedEvent<?> event = event(before.type(), parsed);
        try {
            return before.after(event);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            throw new UnreadableHistory(
                    name(parsed) + " cannot be applied, " + bug.getClass().getName(), bug);
        }
    }

    /** Restores a stream from its snapshot; empty when the snapshot does not fit the domain's state class. */
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
            throw new UnreadableHistory(
                    "event at version " + version + " is no event, "
                            + damaged.getClass().getName(),
                    null);
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
                .orElseThrow(() -> new UnreadableHistory(
                        name(parsed) + " is of a type that no domain of this worker knows", null));
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
            throw new UnreadableHistory(name(parsed) + ' ' + DataMismatch.describe(eventType.data(), misfit), null);
        }
    }

    private static String name(EventJson.Parsed parsed) {
        return "event " + parsed.envelope().type() + " at version "
                + parsed.envelope().version();
    }
}
