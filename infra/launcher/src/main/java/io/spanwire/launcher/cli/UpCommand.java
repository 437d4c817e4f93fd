package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that runs everything on this machine, Kafka and PostgreSQL included, with all data in one folder. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run everything on this machine, with all data in one folder.")
final class UpCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read(BackendMode.EMBEDDED);
        Logs.toFile(settings.data());
        new ServerRun(settings, console(), options.given()).run();
        return 0;
    }
}
