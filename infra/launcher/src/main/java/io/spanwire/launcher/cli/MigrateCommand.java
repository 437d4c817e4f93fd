package io.spanwire.launcher.cli;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.Migration;
import io.spanwire.launcher.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that creates and migrates tables and topics. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Create or migrate Spanwire's and the domains' tables, and create the topics.",
            "",
            "It needs the login of the schema's owner, and a Kafka login that may create topics. The processes of serve"
                    + " then need neither. Run it before the first start and before each upgrade; running processes of"
                    + " the older version go on."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:It did not finish; what succeeded stays in place.", "2:Wrong usage."})
final class MigrateCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() {
        Console console = console();
        Settings settings = options.readWithoutRoles();
        Logs.toFile(settings.data());
        try (Foundation foundation = Foundation.start(settings, console)) {
            Migration.run(settings, foundation.environment(), console);
        }
        console.print("Tables and topics are ready.");
        return 0;
    }
}
