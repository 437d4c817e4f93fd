package io.spanwire.launcher.cli;

import io.spanwire.bus.message.FeedName;
import io.spanwire.launcher.start.UserFacingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command that replays a stream or a feed and follows it, one CloudEvent a line, across server restarts, until Ctrl-C.
 */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Replay a stream, or all streams of a type, and follow it, one event a line, until Ctrl-C.",
            "Example: spanwire tail 'chat/*' --types chat.message-posted --since 2026-11-30T09:00:00Z"
        })
final class TailCommand extends ConsoleCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "STREAM",
            description = "A stream, like chat/general; all of a type, 'chat/*'; or all, '*' (with the role operator).")
    private String name = "";

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Version of the last event already seen, or a feed's token; now for new events only"
                    + " (${DEFAULT-VALUE}).")
    private String after = "0";

    @Option(names = "--types", paramLabel = "TYPE", split = ",", description = "Events of these types only; of a feed.")
    private List<String> types = List.of();

    @Option(names = "--since", paramLabel = "TIME", description = "Events from this time on; of a feed.")
    private Optional<String> since = Optional.empty();

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    private int failures;

    /** Follows until the thread is interrupted or a failure is permanent. */
    @Override
    public Integer call() {
        Console console = console();
        RemoteServer server = options.connect();
        TailedEvents events = events();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                printEvents(server, events, console);
            } catch (IOException e) {
                console.note("connection lost; resuming " + events.place());
            } catch (RequestFailed e) {
                failUnlessTransient(server, e);
                console.note(String.valueOf(e.getMessage()));
            }
            LockSupport.parkNanos(RemoteServer.BACKOFF.pause(failures++).toNanos());
        }
        return 1;
    }

    private TailedEvents events() {
        if (FeedName.isFeed(name)) {
            return TailedEvents.ofFeed(parseFeed(name), after, types, since);
        }
        if (!types.isEmpty() || since.isPresent()) {
            throw new UserFacingException(
                    "--types and --since are for feeds, and " + name + " is one stream.",
                    "Leave them out, or follow all streams of its type.");
        }
        return TailedEvents.ofStream(parseStream(name), parseVersion(after));
    }

    private void printEvents(RemoteServer server, TailedEvents events, Console console)
            throws IOException, RequestFailed {
        try (InputStream followed = events.follow(server);
                BufferedReader lines = new BufferedReader(new InputStreamReader(followed, StandardCharsets.UTF_8))) {
            ServerSentEvents messages = new ServerSentEvents(lines);
            for (Optional<ServerSentEvents.Message> message = messages.next();
                    message.isPresent();
                    message = messages.next()) {
                if (events.isNew(message.get())) {
                    console.print(message.get().data());
                }
                failures = 0;
            }
        }
    }

    private static FeedName parseFeed(String text) {
        try {
            return FeedName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    text + " is not the name of a feed.", "A feed is type/*, like chat/*, or *.", e);
        }
    }

    private static long parseVersion(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UserFacingException("--after is not a version: " + text, "It is a number, 0 or more.", e);
        }
    }

    private static void failUnlessTransient(RemoteServer server, RequestFailed failure) {
        if (failure.status() == 401) {
            server.forgetSession();
        } else if (!failure.isRetryable()) {
            throw new UserFacingException(String.valueOf(failure.getMessage()), "See --help for the flags.", failure);
        }
    }
}
