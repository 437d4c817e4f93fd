package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.UserFacingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code spanwire} and its subcommands. */
public final class SpanwireCommandLine {

    private SpanwireCommandLine() {}

    /** Ready to execute. */
    public static CommandLine create() {
        return new CommandLine(new Root())
                .addSubcommand(new UpCommand())
                .addSubcommand(new ServeCommand())
                .addSubcommand(new TailCommand())
                .addSubcommand(new SendCommand())
                .addSubcommand(parked())
                .addSubcommand(new NewEpochCommand())
                .addSubcommand(new SettingsCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    private static CommandLine parked() {
        return new CommandLine(new ParkedCommand())
                .addSubcommand(new ParkedCommand.ListParked())
                .addSubcommand(new ParkedCommand.ShowParked())
                .addSubcommand(new ParkedCommand.Retry())
                .addSubcommand(new ParkedCommand.Drop());
    }

    private static int report(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof UserFacingException refusal) {
            new Console(command.getCommandSpec()).refusal(refusal);
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    @Command(
            name = "spanwire",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            synopsisSubcommandLabel = "COMMAND",
            description = "Event-driven application server.")
    static final class Root {}

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SpanwireCommandLine.class.getPackage().getImplementationVersion();
            return new String[] {"spanwire " + (version == null ? "unpackaged" : version)};
        }
    }
}
