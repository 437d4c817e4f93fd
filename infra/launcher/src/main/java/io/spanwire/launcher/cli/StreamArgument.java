package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import org.jspecify.annotations.Nullable;

/** Streams as people type them. */
final class StreamArgument {

    private StreamArgument() {}

    static StreamId parse(@Nullable String text) {
        try {
            return StreamId.parse(ParsedOptions.required(text));
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    text + " is not the name of a stream.", "A stream is type/key, like chat/general.", e);
        }
    }
}
