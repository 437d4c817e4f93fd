package io.spanwire.bus.domain;

import io.spanwire.bus.message.StreamId;
import java.util.Optional;

/**
 * A command that a reaction or a timer sends.
 *
 * @param stream empty for the stream of the event, or of the command whose decision set the timer
 * @param command its name; empty for the command of the stream's type that has the data's record
 * @param data its data: the command's record or, of another domain's command, any value with the same JSON
 */
public record OutgoingCommand(Optional<StreamId> stream, Optional<String> command, Object data) {
    /** A command of the same stream. */
    public static OutgoingCommand of(Object data) {
        return new OutgoingCommand(Optional.empty(), Optional.empty(), data);
    }

    /** A command of this stream, such as {@code list/groceries}. */
    public static OutgoingCommand of(String stream, Object data) {
        return new OutgoingCommand(Optional.of(StreamId.parse(stream)), Optional.empty(), data);
    }

    /** A command by its name, such as {@code post-message}. */
    public static OutgoingCommand of(String stream, String command, Object data) {
        return new OutgoingCommand(Optional.of(StreamId.parse(stream)), Optional.of(command), data);
    }
}
