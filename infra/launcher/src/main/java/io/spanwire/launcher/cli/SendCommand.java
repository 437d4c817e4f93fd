package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one command and prints its outcome as JSON; the exit code is 0 when it was accepted. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Send a command to a stream and print its outcome.")
public final class SendCommand implements Callable<Integer> {
    private static final int ATTEMPTS = 5;

    @Parameters(index = "0", paramLabel = "STREAM", description = "type/key, like chat/general.")
    private @Nullable String stream;

    @Parameters(index = "1", paramLabel = "COMMAND", description = "Name of the command, like post-message.")
    private @Nullable String command;

    @Parameters(index = "2", paramLabel = "JSON", description = "Its data, like {\"text\":\"hello\"}.")
    private @Nullable String json;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Idempotency key, 1 to 255 visible characters; default: a new one.")
    private String key = UUID.randomUUID().toString();

    @Option(names = "--expect", paramLabel = "N", description = "Refuse when the stream is not at this version.")
    private @Nullable Long expected;

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Console console = ParsedOptions.console(spec);
        StreamId to = StreamArgument.parse(stream);
        requireKey();
        RemoteServer remote = options.connect();
        for (int attempt = 1; ; attempt++) {
            try {
                console.line(remote.send(
                        to,
                        ParsedOptions.required(command),
                        ParsedOptions.required(json),
                        key,
                        Optional.ofNullable(expected)));
                return 0;
            } catch (RequestFailed e) {
                console.note(String.valueOf(e.getMessage()));
                if (!e.isWorthRetrying() || attempt == ATTEMPTS) {
                    return 1;
                }
                LockSupport.parkNanos(RemoteServer.BACKOFF.pause(attempt - 1).toNanos());
            }
        }
    }

    private void requireKey() {
        if (!key.matches("[!-~]{1,255}")) {
            throw new UserFacingException(
                    "--key does not take this text.", "An idempotency key has 1 to 255 visible ASCII characters.");
        }
    }
}
