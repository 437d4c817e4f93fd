package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs everything on this machine, Kafka and PostgreSQL included, with all data in one folder. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run everything on this machine; all data is kept in one folder.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read(BackendMode.EMBEDDED);
        Logs.toFile(settings.data());
        new ServerRun(settings, ParsedOptions.console(spec)).run();
        return 0;
    }
}
