package io.spanwire.launcher.cli;

import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.ReadModel;
import io.spanwire.projections.operator.RebuildAdmin;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The flags of the commands for read models, and the connection that these flags describe. */
final class RebuildOptions extends SettingsOptions {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Your name, for the record (${DEFAULT-VALUE}).")
    private String by = "";

    @Option(names = "--no-wait", description = "Do not wait until it is done.")
    private boolean noWait;

    String by() {
        return by;
    }

    boolean waits() {
        return !noWait;
    }

    /** Connects to the database, runs the work and returns its exit code. */
    int run(ToIntFunction<RebuildAdmin> work) {
        DatabaseEndpoint database = RunningBackends.of(readWithoutRoles()).database();
        try (RebuildAdmin admin = RebuildAdmin.open(
                database.jdbcUrl(), database.owner().user(), database.owner().password())) {
            return work.applyAsInt(admin);
        } catch (DatabaseUnavailable e) {
            throw unreachable(e);
        }
    }

    /** The projection's read model, which can be rebuilt. */
    static ReadModel find(RebuildAdmin admin, String projection) {
        ReadModel model = admin.readModel(projection).orElseThrow(() -> unknown(admin, projection));
        if (model.tables().isEmpty()) {
            throw new UserFacingException(
                    "The projection " + projection + " does not declare its tables.",
                    "Name them in its domain: Projection.named(…).tables(…). Then start Spanwire with that domain.");
        }
        return model;
    }

    private static UserFacingException unknown(RebuildAdmin admin, String projection) {
        String names = admin.readModels().stream().map(ReadModel::projection).collect(Collectors.joining(", "));
        return new UserFacingException(
                "There is no projection " + projection + ".",
                names.isEmpty() ? "No domain with projections has been started yet." : "The projections: " + names);
    }
}
