package io.spanwire.launcher.cli;

import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.ReactionAdmin;
import java.time.Duration;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;

/** The flags of the commands for reactions, and the connection that these flags describe. */
final class ReactionOptions extends SettingsOptions {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Your name, for the record (${DEFAULT-VALUE}).")
    private String by = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the result (${DEFAULT-VALUE}).")
    private long seconds;

    String by() {
        return by;
    }

    Duration timeout() {
        return Duration.ofSeconds(seconds);
    }

    /** Connects to the database, runs the work and returns its exit code. */
    int run(ToIntFunction<ReactionAdmin> work) {
        DatabaseEndpoint database = RunningBackends.of(readWithoutRoles()).database();
        try (ReactionAdmin admin = ReactionAdmin.open(
                database.jdbcUrl(), database.owner().user(), database.owner().password())) {
            return work.applyAsInt(admin);
        } catch (DatabaseUnavailable e) {
            throw new UserFacingException(
                    String.valueOf(e.getMessage()),
                    "Check that Spanwire runs. Give up's folder with --data, serve's settings with --config or --set.",
                    e);
        }
    }
}
