package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.notifier.http.EventId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that replays a stream and follows it, one CloudEvent a line, across server restarts, until Ctrl-C. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Replay a stream and follow it, one event a line, until Ctrl-C.")
final class TailCommand extends ConsoleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STREAM", description = "type/key, like chat/general.")
    private String name = "";

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Version of the last event already seen (${DEFAULT-VALUE}).")
    private long after;

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    private EventId last = new EventId(0, Optional.empty());
    private int failures;

    /** Follows until the thread is interrupted or a failure is permanent. */
    @Override
    public Integer call() {
        Console console = console();
        RemoteServer server = options.connect();
        StreamId stream = parseStream(name);
        last = new EventId(after, Optional.empty());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                printEvents(server, stream, console);
            } catch (IOException e) {
                console.note("connection lost; resuming after version " + last.version());
            } catch (RequestFailed e) {
                failUnlessTransient(server, e);
                console.note(String.valueOf(e.getMessage()));
            }
            LockSupport.parkNanos(RemoteServer.BACKOFF.pause(failures++).toNanos());
        }
        return 1;
    }

    private void printEvents(RemoteServer server, StreamId stream, Console console) throws IOException, RequestFailed {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.follow(stream, last), StandardCharsets.UTF_8))) {
            ServerSentEvents events = new ServerSentEvents(lines);
            for (Optional<ServerSentEvents.Message> message = events.next();
                    message.isPresent();
                    message = events.next()) {
                print(message.get(), console);
                failures = 0;
            }
        }
    }

    private void print(ServerSentEvents.Message message, Console console) {
        EventId.parse(message.id()).filter(id -> id.version() > last.version()).ifPresent(id -> {
            console.print(message.data());
            last = id;
        });
    }

    private static void failUnlessTransient(RemoteServer server, RequestFailed failure) {
        if (failure.status() == 401) {
            server.forgetSession();
        } else if (!failure.isRetryable()) {
            throw new UserFacingException(String.valueOf(failure.getMessage()), "See --help for the flags.", failure);
        }
    }
}
