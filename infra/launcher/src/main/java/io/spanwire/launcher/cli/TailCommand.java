package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.notifier.feed.EventId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a stream and follows it, one CloudEvent a line, over restarts of the server, until Ctrl-C. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Replay a stream and follow it, one event a line, until Ctrl-C.")
public final class TailCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STREAM", description = "type/key, like chat/general.")
    private @Nullable String stream;

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Version seen last (${DEFAULT-VALUE}).")
    private long after;

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Follower follower =
                new Follower(options.connect(), StreamArgument.parse(stream), ParsedOptions.console(spec), after);
        follower.follow();
        return 1;
    }

    /** The id of the event printed last is all it needs to go on after a break. */
    private static final class Follower {
        private final RemoteServer remote;
        private final StreamId stream;
        private final Console console;
        private EventId last;
        private int failures;

        Follower(RemoteServer remote, StreamId stream, Console console, long after) {
            this.remote = remote;
            this.stream = stream;
            this.console = console;
            this.last = new EventId(after, Optional.empty());
        }

        /** Returns only by throwing. */
        void follow() {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    printAll();
                } catch (IOException e) {
                    console.note("connection lost; resuming after version " + last.version());
                } catch (RequestFailed e) {
                    failUnlessTransient(e);
                    console.note(String.valueOf(e.getMessage()));
                }
                LockSupport.parkNanos(RemoteServer.BACKOFF.pause(failures++).toNanos());
            }
        }

        private void printAll() throws IOException, RequestFailed {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(remote.follow(stream, last), StandardCharsets.UTF_8))) {
                ServerSentEvents events = new ServerSentEvents(lines);
                for (Optional<ServerSentEvents.Message> message = events.next();
                        message.isPresent();
                        message = events.next()) {
                    print(message.get());
                    failures = 0;
                }
            }
        }

        private void print(ServerSentEvents.Message message) {
            Optional<EventId> id = EventId.parse(message.id()).filter(event -> event.version() > last.version());
            if (id.isPresent()) {
                console.line(message.data());
                last = id.get();
            }
        }

        private void failUnlessTransient(RequestFailed problem) {
            if (problem.status() == 401) {
                remote.forgetSession();
            } else if (!problem.isWorthRetrying()) {
                throw new UserFacingException(
                        String.valueOf(problem.getMessage()), "See --help for the flags.", problem);
            }
        }
    }
}
