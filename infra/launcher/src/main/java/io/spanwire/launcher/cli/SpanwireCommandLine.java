package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.NearestName;
import io.spanwire.launcher.start.UserFacingException;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code spanwire} and its subcommands. */
@Command(
        name = "spanwire",
        mixinStandardHelpOptions = true,
        versionProvider = SpanwireCommandLine.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Event-driven application server.",
        subcommands = {
            UpCommand.class,
            ServeCommand.class,
            NewCommand.class,
            TailCommand.class,
            SendCommand.class,
            ShowCommand.class,
            DiffCommand.class,
            ParkedCommand.class,
            ReactionsCommand.class,
            WebhooksCommand.class,
            RebuildCommand.class,
            ForgetCommand.class,
            VerifyCommand.class,
            MigrateCommand.class,
            NewEpochCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ArchiveCommand.class,
            CloseCommand.class,
            ReopenCommand.class,
            TokenCommand.class,
            SessionsCommand.class,
            TrustCommand.class,
            SettingsCommand.class
        })
public final class SpanwireCommandLine {
    private SpanwireCommandLine() {}

    /** Creates the command line, ready to execute. */
    public static CommandLine create() {
        OperatorAudit audit = new OperatorAudit(Clock.systemUTC());
        CommandLine commands = new CommandLine(new SpanwireCommandLine());
        IParameterExceptionHandler standard = commands.getParameterExceptionHandler();
        return commands.setParameterExceptionHandler((wrong, arguments) ->
                        isUnknownCommand(wrong) ? suggest(wrong) : standard.handleParseException(wrong, arguments))
                .setExecutionStrategy(audit::run)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    private static boolean isUnknownCommand(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !wrong.getCommandLine().getSubcommands().isEmpty();
    }

    private static int suggest(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String word = ((UnmatchedArgumentException) wrong).getUnmatched().get(0);
        String name = command.getCommandSpec().qualifiedName();
        new Console(command.getCommandSpec())
                .note(name + " has no command " + word + ".\n  Did you mean " + name + " "
                        + NearestName.to(word, command.getSubcommands().keySet()) + "? All commands: " + name
                        + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof UserFacingException expected) {
            new Console(command.getCommandSpec()).note(expected.getMessage() + "\n  " + expected.advice());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SpanwireCommandLine.class.getPackage().getImplementationVersion();
            return new String[] {"spanwire " + (version == null ? "unpackaged" : version)};
        }
    }
}
