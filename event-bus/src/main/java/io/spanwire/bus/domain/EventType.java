package io.spanwire.bus.domain;

/**
 * An event of a stream type: its full name, e.g. {@code chat.message-posted}, the record of its data, and how it
 * changes the state.
 *
 * @param <S> the stream's state
 * @param <E> the event's record
 */
public record EventType<S, E>(String name, Class<E> data, Evolution<S, E> evolution) {

    /** Applies one kind of event: a pure function that must not fail, because the event is already committed. */
    @FunctionalInterface
    public interface Evolution<S, E> {
        S apply(S state, RecordedEvent<E> event);
    }
}
