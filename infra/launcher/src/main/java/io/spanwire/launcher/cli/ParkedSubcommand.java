package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.BackendUnreachable;
import io.spanwire.projections.operator.ParkedStreamAdmin;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about parked streams: finds the database and Kafka, and says plainly when they cannot be asked. */
abstract class ParkedSubcommand implements Callable<Integer> {
    @Mixin
    private BackendOptions options = new BackendOptions();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who asks, for the record (${DEFAULT-VALUE}).")
    private String by = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the result (${DEFAULT-VALUE}).")
    private long seconds;

    @Spec
    private @Nullable CommandSpec spec;

    abstract int work(ParkedStreamOperation operation);

    @Override
    public final Integer call() {
        BackendOptions.Parts parts = options.find();
        DatabaseLogin reader = parts.database().reader();
        try (ParkedStreamAdmin desk =
                ParkedStreamAdmin.open(parts.database().jdbcUrl(), reader.user(), reader.password(), parts.clients())) {
            return work(new ParkedStreamOperation(desk, ParsedOptions.console(spec), by, Duration.ofSeconds(seconds)));
        } catch (BackendUnreachable away) {
            throw new UserFacingException(
                    String.valueOf(away.getMessage()),
                    "Check that Spanwire runs: --data names the folder of up, --config or --set the parts of serve.",
                    away);
        }
    }
}
