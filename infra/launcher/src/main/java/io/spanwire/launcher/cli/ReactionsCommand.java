package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.ChainLink;
import io.spanwire.projections.operator.ParkedReaction;
import io.spanwire.projections.operator.ReactionAdmin;
import io.spanwire.projections.operator.ReactionStatus;
import io.spanwire.projections.operator.WaitingTimer;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operator's commands for reactions, timers and chains. */
@Command(
        name = "reactions",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Show reactions, their timers and chains, and release what waits for a reaction.",
            "",
            "When a reaction fails at an event, later events of that stream wait for it, in order; other streams, and"
                    + " other reactions, continue. Fix the cause, then retry; or drop the event. Domains in another jar"
                    + " retry by themselves when they start.",
            "",
            "Works on a running up (--data), or on the PostgreSQL of serve, with the same settings (--config, --set,"
                    + " environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:Nothing waits there, or it waits again, or there is no such chain, or PostgreSQL could not be reached.",
            "2:Wrong usage."
        })
final class ReactionsCommand extends ConsoleCommand {
    private static final String STREAM = "type/key, like chat/general.";
    private static final String REACTION = "The name of the reaction.";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the reactions and how far they are.")
    int list(@Mixin ReactionOptions options) {
        return options.run(admin -> {
            console().list(admin.reactions(), ReactionsCommand::line, "There are no reactions.");
            return 0;
        });
    }

    private static String line(ReactionStatus reaction) {
        return reaction.name() + "  version " + reaction.version() + "  from "
                + (reaction.start().equals("now") ? reaction.since().truncatedTo(ChronoUnit.SECONDS) : "the beginning")
                + "  behind " + reaction.behind() + "  parked " + reaction.parked()
                + (reaction.declared() ? "" : "  in no loaded domain");
    }

    @Command(
            name = "parked",
            mixinStandardHelpOptions = true,
            description = "List the streams that wait for a reaction; those that wait longest come first.")
    int parked(
            @Mixin ReactionOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "Maximum number of streams to list (${DEFAULT-VALUE}).")
                    int limit) {
        return options.run(admin -> {
            console().list(admin.parked(limit), ReactionsCommand::line, "Nothing waits for a reaction.");
            return 0;
        });
    }

    private static String line(ParkedReaction parked) {
        return parked.reaction() + "  " + parked.stream() + "  since "
                + parked.since().truncatedTo(ChronoUnit.SECONDS) + "  waiting " + parked.waiting() + "  at version "
                + parked.version() + "  " + parked.reason();
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "React to the waiting events, in order, until the reaction fails again.")
    int retry(
            @Mixin ReactionOptions options,
            @Parameters(paramLabel = "REACTION", description = REACTION) String reaction,
            @Parameters(paramLabel = "STREAM", description = STREAM) String stream) {
        return order(options, reaction, stream, ReactionAdmin.Order.RETRY);
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Never react to the first waiting event, then retry those behind it.")
    int drop(
            @Mixin ReactionOptions options,
            @Parameters(paramLabel = "REACTION", description = REACTION) String reaction,
            @Parameters(paramLabel = "STREAM", description = STREAM) String stream,
            @Option(names = "--all", description = "Never react to any of the waiting events.") boolean all) {
        return order(options, reaction, stream, all ? ReactionAdmin.Order.DROP_ALL : ReactionAdmin.Order.DROP);
    }

    private int order(ReactionOptions options, String reaction, String name, ReactionAdmin.Order order) {
        StreamId stream = parseStream(name);
        return options.run(admin -> {
            ParkedReaction waiting = admin.parked(reaction, stream)
                    .orElseThrow(() -> new UserFacingException(
                            "Nothing of " + stream + " waits for the reaction " + reaction + ".",
                            "List what waits: spanwire reactions parked"));
            if (!admin.order(waiting, order, options.by(), options.timeout())) {
                throw new UserFacingException(
                        "The order was recorded, but not carried out within "
                                + options.timeout().toSeconds() + " s.",
                        "Check that a worker with this reaction runs; it will carry out the order."
                                + " What waits for a reaction that no domain has can be dropped: --all");
            }
            Optional<ParkedReaction> after = admin.parked(reaction, stream);
            console()
                    .print(reaction + "  " + stream + ": "
                            + after.map(again -> again.waiting() + " waiting; parked again at version "
                                            + again.version() + ": " + again.reason())
                                    .orElse("none waiting; the reaction continues"));
            return after.isPresent() ? 1 : 0;
        });
    }

    @Command(name = "timers", mixinStandardHelpOptions = true, description = "List the next timers.")
    int timers(
            @Mixin ReactionOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Maximum number of timers to list (${DEFAULT-VALUE}).")
                    int limit) {
        return options.run(admin -> {
            console().list(admin.timers(limit), ReactionsCommand::line, "No timer waits.");
            return 0;
        });
    }

    private static String line(WaitingTimer timer) {
        return timer.due() + "  " + timer.stream() + "  " + timer.name()
                + (timer.owner().isEmpty() ? "" : "  of reaction " + timer.owner()) + "  sends " + timer.target() + " "
                + timer.command();
    }

    @Command(
            name = "chain",
            mixinStandardHelpOptions = true,
            description = "Show a command and all that followed from it by reactions and timers.")
    int chain(
            @Mixin ReactionOptions options,
            @Parameters(
                            paramLabel = "COMMAND|EVENT",
                            description = "A command's id, or an event of the chain: type/key/version.")
                    String start) {
        return options.run(admin -> {
            UUID command = command(admin, start);
            List<ChainLink> links = admin.chain(command);
            console()
                    .list(
                            links,
                            ReactionsCommand::line,
                            "There is no outcome of the command " + command + ": it is not decided, or has expired.");
            return links.isEmpty() ? 1 : 0;
        });
    }

    private static String line(ChainLink link) {
        return "  ".repeat(link.depth()) + link.at() + "  " + link.stream() + "  " + link.name() + "  by "
                + link.actor() + "  " + link.result() + (link.cause().isEmpty() ? "" : "  (" + link.cause() + ")");
    }

    private static UUID command(ReactionAdmin admin, String start) {
        int slash = start.lastIndexOf('/');
        try {
            if (slash < 0) {
                return UUID.fromString(start);
            }
            long version = Long.parseLong(start.substring(slash + 1));
            return admin.correlation(StreamId.parse(start.substring(0, slash)), version)
                    .orElseThrow(
                            () -> new UserFacingException(
                                    "There is no event " + start + " in the table of events.",
                                    "Archived events are not looked for: give the id of the command that the chain began with."));
        } catch (IllegalArgumentException neither) {
            throw new UserFacingException(
                    start + " is neither a command's id nor an event.",
                    "An event is type/key/version, like chat/general/42.",
                    neither);
        }
    }
}
