package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that runs some roles against an external Kafka and PostgreSQL; it logs to standard error. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run roles against an external Kafka and PostgreSQL.")
final class ServeCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws InterruptedException {
        Logs.toStandardError();
        new ServerRun(options.read(BackendMode.EXTERNAL), console(), options.given(), Optional.empty()).run();
        return 0;
    }
}
