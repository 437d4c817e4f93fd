package io.spanwire.acceptance.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recorded history. Every {@code at} is a reading of the one clock of the recording process, in nanoseconds;
 * it is taken before something is sent and after something has arrived, so no real-time order is claimed that did not hold.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HistoryEntry.Invoked.class, name = "invoked"),
    @JsonSubTypes.Type(value = HistoryEntry.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = HistoryEntry.Watching.class, name = "watching"),
    @JsonSubTypes.Type(value = HistoryEntry.Seen.class, name = "seen"),
    @JsonSubTypes.Type(value = HistoryEntry.CaughtUp.class, name = "caught-up"),
    @JsonSubTypes.Type(value = HistoryEntry.Left.class, name = "left"),
    @JsonSubTypes.Type(value = HistoryEntry.Read.class, name = "read")
})
public sealed interface HistoryEntry {
    /** Nanoseconds of the recording clock. */
    long at();

    /**
     * A command is about to be sent for the first time. Further attempts under the same id are the same invocation.
     *
     * @param data the body as JSON text
     * @param expected the version the stream must have, null when the client does not care
     */
    record Invoked(
            long at, String actor, UUID command, String stream, String name, String data, @Nullable Long expected)
            implements HistoryEntry {}

    /** One attempt to send the command ended like this. */
    record Answered(long at, UUID command, AttemptResult answer) implements HistoryEntry {}

    /** A subscription begins: it has the stream up to and including {@code after}. A resumed one has a new {@code watch}. */
    record Watching(long at, String watch, String stream, long after, String epoch) implements HistoryEntry {}

    /** The subscription received this event, byte for byte. */
    record Seen(long at, String watch, long version, String body) implements HistoryEntry {}

    /** The subscription was told that it has everything up to this version. */
    record CaughtUp(long at, String watch, long version) implements HistoryEntry {}

    /** The subscription ended; it need not see what came later. */
    record Left(long at, String watch) implements HistoryEntry {}

    /** A query that began at {@code began} and showed the stream at {@code version}. */
    record Read(long at, long began, String stream, long version) implements HistoryEntry {}
}
