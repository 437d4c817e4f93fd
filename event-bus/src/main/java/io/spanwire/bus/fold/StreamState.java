package io.spanwire.bus.fold;

import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;

/** A stream's state in memory, after {@code version} events; {@code snapshotVersion} is 0 without a snapshot. */
public record StreamState<S>(StreamType<S> type, long version, S state, long snapshotVersion) {
    public static <S> StreamState<S> empty(StreamType<S> type) {
        return new StreamState<>(type, 0, type.initial(), 0);
    }

    /** Applies one more event. */
    public StreamState<S> after(RecordedEvent<?> event) {
        if (event.version() != version + 1) {
            throw new IllegalStateException(
                    "Event " + event.version() + " of " + event.stream() + " does not follow " + version);
        }
        EventType<S, ?> eventType = type.event(event.data().getClass())
                .orElseThrow(() -> new IllegalStateException("Stream type " + type.name() + " has no event "
                        + event.data().getClass().getName()));
        return new StreamState<>(type, event.version(), evolve(eventType, event), snapshotVersion);
    }

    /** The same state, once its snapshot is stored. */
    public StreamState<S> snapshotted() {
        return new StreamState<>(type, version, state, version);
    }

    private <E> S evolve(EventType<S, E> eventType, RecordedEvent<?> event) {
        return eventType.evolution().apply(state, event.as(eventType.data()));
    }
}
