package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.CannotStart;
import org.jspecify.annotations.Nullable;

/** Streams as people type them. */
final class StreamNames {

    private StreamNames() {}

    static StreamId parse(@Nullable String text) {
        try {
            return StreamId.parse(Given.required(text));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    text + " is not the name of a stream.", "A stream is type/key, like chat/general.", e);
        }
    }
}
