package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.operator.ClosedStream;
import io.spanwire.projections.operator.ClosedStreamAdmin;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that closes a stream: it takes no more commands. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        description = {
            "Close a stream: it takes no more commands, and everyone can still read it.",
            "",
            "Commands that were accepted before are decided as usual, also those that wait in it while it is parked. Later"
                    + " ones are permanently rejected with the problem stream-closed. spanwire reopen undoes it.",
            "",
            "Works on a running up (--data), or on the Kafka and PostgreSQL of serve, with the same settings (--config,"
                    + " --set, environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:Refused or failed.", "2:Wrong usage."})
final class CloseCommand extends ConsoleCommand implements Callable<Integer> {
    private static final int MAX_REASON = 500;

    @Mixin
    private ParkedOptions options = new ParkedOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "STREAM", description = "type/key, like chat/general.")
    private @Nullable String name;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; senders of later commands read it.")
    private String reason = "";

    @Option(names = "--archive", description = "Then archive its events, all but the newest.")
    private boolean archive;

    @Option(names = "--list", description = "List closed streams; those closed last come first.")
    private boolean list;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum number of streams to list (${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        String stream = name;
        if (list) {
            return options.runClosing(this::list);
        }
        if (stream == null) {
            throw new ParameterException(spec().commandLine(), "Give a stream, or --list.");
        }
        refuseReason();
        StreamId id = parseStream(stream);
        int closed = options.runClosing(admin -> close(admin, id));
        if (archive && closed == 0) {
            new ArchiveWork(options.readWithoutRoles(), console())
                    .archive(ExportScope.parse(id.toString()), Age.parse("0s"), null);
        }
        return closed;
    }

    private int list(ClosedStreamAdmin admin) {
        console()
                .list(
                        admin.streams(limit),
                        closed -> closed.stream() + "  since " + closed.since().truncatedTo(ChronoUnit.SECONDS)
                                + "  by " + closed.actor()
                                + (closed.reason().isEmpty() ? "" : "  " + closed.reason()),
                        "No stream is closed.");
        return 0;
    }

    private int close(ClosedStreamAdmin admin, StreamId stream) {
        if (!admin.exists(stream)) {
            throw new UserFacingException(
                    "There is no stream " + stream + ".", "Only a stream that has events can be closed.");
        }
        Optional<ClosedStream> before = admin.stream(stream);
        if (before.isPresent()) {
            console().print(stream + ": closed already, since " + before.get().since());
            return 0;
        }
        requireDone(admin.close(stream, options.by(), reason, options.timeout()), options);
        console().print(stream + ": closed");
        return 0;
    }

    static void requireDone(boolean done, ParkedOptions options) {
        if (!done) {
            throw new UserFacingException(
                    "The order was sent, but not carried out within "
                            + options.timeout().toSeconds() + " s.",
                    "Check that a worker runs; it will carry out the order. Then: spanwire close --list");
        }
    }

    private void refuseReason() {
        if (reason.length() > MAX_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw new UserFacingException(
                    "The reason cannot be shown to senders.",
                    "Give one line of at most " + MAX_REASON + " characters.");
        }
    }
}
