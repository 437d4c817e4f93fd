package io.spanwire.launcher.cli;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.EpochRenewal;
import io.spanwire.launcher.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The way on when Kafka and PostgreSQL speak of different histories: PostgreSQL's counts, under a new epoch. */
@Command(
        name = "new-epoch",
        mixinStandardHelpOptions = true,
        description = {
            "Go on after a start was refused because Kafka and PostgreSQL speak of different histories.",
            "",
            "That happens when a database was restored from a backup, or a topic deleted. What is in PostgreSQL then is the"
                    + " history, under a new epoch: the events topic is made anew, commands are decided from where PostgreSQL"
                    + " stands, and every client that knows the old epoch is told to start over.",
            "",
            "Without --yes it only says what would change and what is lost. No process of the installation may run."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:Nothing was changed, or it could not be finished; then do it again.",
            "2:Wrong usage."
        })
public final class NewEpochCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(
            names = "--skip-commands",
            description =
                    "Pass over commands that the log has and this database does not know, instead of deciding them.")
    private boolean skip;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Console console = ParsedOptions.console(spec);
        Settings settings = options.readWithoutEdge();
        Logs.toFile(settings.data());
        try (Foundation foundation = Foundation.start(settings, console)) {
            new EpochRenewal(yes, skip, console::line).run(settings, foundation.facts(), console);
        }
        console.note("Now start Spanwire.");
        return 0;
    }
}
