package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs some roles against a Kafka cluster and a PostgreSQL that are there already; logs to standard error. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run roles against an external Kafka and PostgreSQL.")
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Logs.toStandardError();
        new ServerRun(options.read(BackendMode.EXTERNAL), ParsedOptions.console(spec)).run();
        return 0;
    }
}
