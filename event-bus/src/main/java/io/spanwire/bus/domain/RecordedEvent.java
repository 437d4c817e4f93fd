package io.spanwire.bus.domain;

import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * A stored event: its data and its place in the history.
 *
 * @param version dense within the stream, from 1
 * @param at the time of its command
 * @param actor the subject of the caller
 * @param command the id of its command
 * @param cause why that was sent
 */
public record RecordedEvent<E>(
        StreamId stream, long version, Instant at, String actor, UUID command, Cause cause, E data) {
    /** An event of a client's command. */
    public RecordedEvent(StreamId stream, long version, Instant at, String actor, UUID command, E data) {
        this(stream, version, at, actor, command, Cause.itself(command), data);
    }

    /** The same event with its data as this record. */
    public <T> RecordedEvent<T> as(Class<T> type) {
        return new RecordedEvent<>(stream, version, at, actor, command, cause, type.cast(data));
    }
}
