package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of the command line. */
abstract class ConsoleCommand {
    @Spec
    private @Nullable CommandSpec spec;

    final Console console() {
        return new Console(spec());
    }

    final CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    static StreamId parseStream(String text) {
        try {
            return StreamId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    text + " is not the name of a stream.", "A stream is type/key, like chat/general.", e);
        }
    }
}
