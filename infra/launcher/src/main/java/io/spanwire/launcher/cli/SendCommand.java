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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that sends a command and prints its outcome as JSON; the exit code is 0 when it was accepted. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Send a command to a stream and print its outcome.")
final class SendCommand extends ConsoleCommand implements Callable<Integer> {
    private static final int ATTEMPTS = 5;

    @Parameters(index = "0", paramLabel = "STREAM", description = "type/key, like chat/general.")
    private String stream = "";

    @Parameters(index = "1", paramLabel = "COMMAND", description = "Name of the command, like post-message.")
    private String command = "";

    @Parameters(index = "2", paramLabel = "JSON", description = "Its data, like {\"text\":\"hello\"}.")
    private String json = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Idempotency key, 1 to 255 visible characters; default: a new one.")
    private String key = UUID.randomUUID().toString();

    @Option(names = "--expect", paramLabel = "N", description = "Refuse when the stream is not at this version.")
    private @Nullable Long expectedVersion;

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    @Override
    public Integer call() {
        Console console = console();
        StreamId target = parseStream(stream);
        requireKey();
        RemoteServer server = options.connect();
        for (int attempt = 1; ; attempt++) {
            try {
                console.print(server.send(target, command, json, key, Optional.ofNullable(expectedVersion)));
                return 0;
            } catch (RequestFailed e) {
                console.note(String.valueOf(e.getMessage()));
                if (!e.isRetryable() || attempt == ATTEMPTS) {
                    return 1;
                }
                LockSupport.parkNanos(RemoteServer.BACKOFF.pause(attempt - 1).toNanos());
            }
        }
    }

    private void requireKey() {
        if (!key.matches("[!-~]{1,255}")) {
            throw new UserFacingException(
                    "The value of --key is invalid.", "An idempotency key has 1 to 255 visible ASCII characters.");
        }
    }
}
