package io.spanwire.launcher.cli;

import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.ReactionAdmin;
import java.util.function.ToIntFunction;

/** The flags of the commands for reactions, and the connection that these flags describe. */
final class ReactionOptions extends OrderOptions {
    /** Connects to the database, runs the work and returns its exit code. */
    int run(ToIntFunction<ReactionAdmin> work) {
        DatabaseEndpoint database = RunningBackends.of(readWithoutRoles()).database();
        try (ReactionAdmin admin = ReactionAdmin.open(
                database.jdbcUrl(), database.owner().user(), database.owner().password())) {
            return work.applyAsInt(admin);
        } catch (DatabaseUnavailable e) {
            throw unreachable(e);
        }
    }
}
