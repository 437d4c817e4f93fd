package io.spanwire.launcher.cli;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.EpochRenewal;
import io.spanwire.launcher.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that starts a new epoch from PostgreSQL's history when Kafka and PostgreSQL disagree. */
@Command(
        name = "new-epoch",
        mixinStandardHelpOptions = true,
        description = {
            "Continue after a start was refused because Kafka and PostgreSQL have different histories.",
            "",
            "That happens when a database was restored from a backup, or a topic was deleted. PostgreSQL's content then"
                    + " becomes the history, under a new epoch: the events topic is recreated, decisions continue at"
                    + " PostgreSQL's offsets, and clients that know the old epoch must start over.",
            "",
            "Without --yes it only shows what would change and what is lost. No process of the installation may run."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:Nothing was changed, or it did not finish; then run it again.", "2:Wrong usage."})
final class NewEpochCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--yes", description = "Do it.")
    private boolean confirmed;

    @Option(
            names = "--skip-commands",
            description = "Skip commands that are in the log and unknown to this database, instead of deciding them.")
    private boolean skipCommands;

    @Override
    public Integer call() {
        Console console = console();
        Settings settings = options.readWithoutRoles();
        Logs.toFile(settings.data());
        try (Foundation foundation = Foundation.start(settings, console)) {
            new EpochRenewal(confirmed, skipCommands, console::print).run(settings, foundation.environment(), console);
        }
        console.note("Now start Spanwire.");
        return 0;
    }
}
