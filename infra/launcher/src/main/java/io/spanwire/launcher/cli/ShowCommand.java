package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.UserFacingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that prints the state of a stream, now or in the past, as indented JSON. */
@Command(
        name = "show",
        description = {
            "Print the state of a stream as JSON: as it is now, or as it was.",
            "",
            "The state is folded from the stream's events, and answered with its version, the time of that version's"
                    + " event and the epoch of the history."
        })
final class ShowCommand extends ConsoleCommand implements Callable<Integer> {
    /** The version is one of two; {@code --version} cannot be the standard option here. */
    static final class Past {
        @Option(names = "--version", paramLabel = "N", description = "After this event; default: the last one.")
        private @Nullable Long version;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "After the last event whose time is not later, like 2026-11-22T10:00:00Z.")
        private @Nullable String time;
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Parameters(paramLabel = "STREAM", description = "type/key, like chat/general.")
    private String stream = "";

    @ArgGroup
    private @Nullable Past past;

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    @Override
    public Integer call() {
        Console console = console();
        try {
            StreamSnapshot state = StreamSnapshot.read(options.connect(), parseStream(stream), query());
            console.print(state.pretty());
            return 0;
        } catch (RequestFailed failed) {
            console.note(String.valueOf(failed.getMessage()));
            return 1;
        }
    }

    private String query() {
        return Optional.ofNullable(past)
                .map(chosen -> chosen.version != null
                        ? "?version=" + chosen.version
                        : "?at=" + instant(String.valueOf(chosen.time)))
                .orElse("");
    }

    private static Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException notATime) {
            throw new UserFacingException(
                    "The value of --at is invalid.",
                    "Give a time with its offset, like 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00.",
                    notATime);
        }
    }
}
