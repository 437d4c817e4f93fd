package io.spanwire.launcher.cli;

import static io.spanwire.bus.message.OperatorOrder.Verb.DROP;
import static io.spanwire.bus.message.OperatorOrder.Verb.DROP_ALL;
import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.ParkedStream;
import io.spanwire.projections.operator.ParkedStreamAdmin;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The operator's commands for parked streams. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "List and release parked streams.",
            "",
            "A stream is parked when a read model refuses the events of a command, or always takes too long to store"
                    + " them, and no rule of the domain explains it; or when the worker's domains cannot read the"
                    + " stream's events. The command gets no outcome, and later commands wait behind it, in order. All"
                    + " other streams continue. Fix the cause, then retry; or drop the command.",
            "",
            "Works on a running up (--data), or on the Kafka and PostgreSQL of serve, with the same settings (--config,"
                    + " --set, environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:The stream is not parked, or is still parked, or Kafka or PostgreSQL could not be reached.",
            "2:Wrong usage."
        })
final class ParkedCommand extends ConsoleCommand {
    private static final int MAX_STREAMS = 10_000;
    private static final String STREAM = "type/key, like chat/general.";

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List parked streams; those parked longest come first.")
    int list(
            @Mixin ParkedOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "Maximum number of streams to list (${DEFAULT-VALUE}).")
                    int limit) {
        return options.run(admin -> {
            console().list(admin.streams(limit), ParkedCommand::line, "Nothing is parked.");
            return 0;
        });
    }

    private static String line(ParkedStream parked) {
        return parked.stream() + "  since " + parked.since().truncatedTo(ChronoUnit.SECONDS) + "  waiting "
                + parked.waiting() + "  " + parked.reason();
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show why a stream is parked and which commands wait, in order.")
    int show(
            @Mixin ParkedOptions options,
            @Parameters(paramLabel = "STREAM", description = STREAM) String name,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Maximum number of commands to show (${DEFAULT-VALUE}).")
                    int limit) {
        StreamId stream = parseStream(name);
        return options.run(admin -> {
            ParkedStream parked = find(admin, stream);
            Console console = console();
            console.print("stream   " + parked.stream());
            console.print("since    " + parked.since());
            console.print("waiting  " + parked.waiting());
            console.print("reason   " + parked.reason());
            admin.commands(stream, limit)
                    .forEach(waiting -> console.print(waiting.command().id() + "  "
                            + waiting.command().at() + "  "
                            + waiting.command().caller().subject() + "  "
                            + waiting.command().name() + " " + waiting.command().data()));
            return 0;
        });
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Decide the waiting commands of a stream, or of all, in order, until one fails again.")
    int retry(
            @Mixin ParkedOptions options,
            @Parameters(paramLabel = "STREAM", arity = "0..1", description = STREAM) @Nullable String name,
            @Option(names = "--all", description = "All parked streams, those parked longest first.") boolean all) {
        if (all == (name != null)) {
            throw new ParameterException(
                    spec().commandLine(), "Give either a stream or --all; see: spanwire parked list");
        }
        return name == null ? retryAll(options) : order(options, name, RETRY);
    }

    /** Each stream that is parked now; one that is parked again does not stop the others. */
    private int retryAll(ParkedOptions options) {
        return options.run(admin -> {
            List<ParkedStream> streams = admin.streams(MAX_STREAMS);
            if (streams.isEmpty()) {
                console().note("Nothing is parked.");
            }
            return streams.stream()
                    .mapToInt(parked -> order(admin, options, parked, RETRY))
                    .max()
                    .orElse(0);
        });
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Reject the first waiting command permanently, then retry those behind it.")
    int drop(
            @Mixin ParkedOptions options,
            @Parameters(paramLabel = "STREAM", description = STREAM) String name,
            @Option(names = "--all", description = "Reject all waiting commands.") boolean all) {
        return order(options, name, all ? DROP_ALL : DROP);
    }

    private int order(ParkedOptions options, String name, OperatorOrder.Verb verb) {
        StreamId stream = parseStream(name);
        return options.run(admin -> order(admin, options, find(admin, stream), verb));
    }

    private int order(ParkedStreamAdmin admin, ParkedOptions options, ParkedStream before, OperatorOrder.Verb verb) {
        StreamId stream = before.stream();
        Console console = console();
        console.note(verb.text() + " " + stream + ": " + before.waiting() + " waiting");
        OptionalInt decided = admin.order(stream, verb, options.by(), options.timeout());
        if (decided.isEmpty()) {
            throw new UserFacingException(
                    "The order was sent, but not carried out within "
                            + options.timeout().toSeconds() + " s.",
                    "Check that a worker runs; it will carry out the order. Then: spanwire parked list");
        }
        Optional<ParkedStream> after = admin.stream(stream);
        console.print(stream + ": " + decided.getAsInt() + " decided, "
                + after.map(parked -> parked.waiting() + " waiting; parked again: " + parked.reason())
                        .orElse("none waiting; the stream continues"));
        return after.isPresent() ? 1 : 0;
    }

    private static ParkedStream find(ParkedStreamAdmin admin, StreamId stream) {
        return admin.stream(stream)
                .orElseThrow(() -> new UserFacingException(
                        "The stream " + stream + " is not parked.", "List parked streams: spanwire parked list"));
    }
}
