package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.Login;
import io.spanwire.launcher.start.CannotStart;
import io.spanwire.projections.operator.ParkedDesk;
import io.spanwire.projections.operator.Unreachable;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about parked streams: finds the database and Kafka, and says plainly when they cannot be asked. */
abstract class OnParked implements Callable<Integer> {
    @Mixin
    private PartsOptions options = new PartsOptions();

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

    abstract int work(Operation operation);

    @Override
    public final Integer call() {
        PartsOptions.Parts parts = options.find();
        Login reader = parts.database().reader();
        try (ParkedDesk desk =
                ParkedDesk.open(parts.database().jdbcUrl(), reader.user(), reader.password(), parts.clients())) {
            return work(new Operation(desk, Given.console(spec), by, Duration.ofSeconds(seconds)));
        } catch (Unreachable away) {
            throw new CannotStart(
                    String.valueOf(away.getMessage()),
                    "Check that Spanwire runs: --data names the folder of up, --config or --set the parts of serve.",
                    away);
        }
    }
}
