package io.spanwire.launcher.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line parser fills in before a command runs. */
final class ParsedOptions {

    private ParsedOptions() {}

    static Console console(@Nullable CommandSpec spec) {
        return new Console(required(spec));
    }

    static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the command line was not parsed");
        }
        return value;
    }
}
