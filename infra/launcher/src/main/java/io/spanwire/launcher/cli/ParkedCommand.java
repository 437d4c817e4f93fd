package io.spanwire.launcher.cli;

import static io.spanwire.bus.message.OperatorOrder.Verb.DROP;
import static io.spanwire.bus.message.OperatorOrder.Verb.DROP_ALL;
import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;

import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.operator.ParkedStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an operator can do about streams that wait because a command of theirs could not be projected. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "See and free parked streams.",
            "",
            "When a read model refuses what a command became, or always takes too long for it, and it is no rule of the"
                    + " domain, or when the worker's domains cannot read the stream's events, the command gets no outcome: its stream is parked, and its later commands wait behind it, in"
                    + " order. All other streams go on. Mend the cause, then retry; or drop the command.",
            "",
            "Works on a running up (--data), or on the Kafka and PostgreSQL that serve is told (--config, --set,"
                    + " environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:Nothing is parked there, it stays parked, or it could not be asked.",
            "2:Wrong usage."
        })
public final class ParkedCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(ParsedOptions.required(spec).commandLine(), "Missing: list, show, retry or drop");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List parked streams, longest parked first.")
    static final class ListParked extends ParkedSubcommand {
        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "Most streams to list (${DEFAULT-VALUE}).")
        private int limit;

        @Override
        int work(ParkedStreamOperation operation) {
            List<ParkedStream> streams = operation.desk().streams(limit);
            streams.forEach(each -> operation
                    .console()
                    .line(each.stream() + "  since " + each.since().truncatedTo(ChronoUnit.SECONDS) + "  waiting "
                            + each.waiting() + "  " + each.reason()));
            if (streams.isEmpty()) {
                operation.console().note("Nothing is parked.");
            }
            return 0;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show why a stream is parked, and the commands that wait, in order.")
    static final class ShowParked extends ParkedStreamSubcommand {
        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "Most commands to show (${DEFAULT-VALUE}).")
        private int limit;

        @Override
        int work(ParkedStreamOperation operation, StreamId stream) {
            ParkedStream parked = operation.parked(stream);
            Console console = operation.console();
            console.line("stream   " + parked.stream());
            console.line("since    " + parked.since());
            console.line("waiting  " + parked.waiting());
            console.line("reason   " + parked.reason());
            operation
                    .desk()
                    .commands(stream, limit)
                    .forEach(each -> console.line(each.command().id() + "  "
                            + each.command().at() + "  "
                            + each.command().caller().subject() + "  "
                            + each.command().name() + " " + each.command().data()));
            return 0;
        }
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Decide the commands that wait, in order, until one fails again.")
    static final class Retry extends ParkedStreamSubcommand {
        @Override
        int work(ParkedStreamOperation operation, StreamId stream) {
            return operation.order(stream, RETRY);
        }
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Reject the first command that waits, for good, then retry those behind it.")
    static final class Drop extends ParkedStreamSubcommand {
        @Option(names = "--all", description = "Reject all that wait.")
        private boolean all;

        @Override
        int work(ParkedStreamOperation operation, StreamId stream) {
            return operation.order(stream, all ? DROP_ALL : DROP);
        }
    }
}
