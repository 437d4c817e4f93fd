package io.spanwire.launcher.cli;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.BackendUnreachable;
import io.spanwire.projections.operator.ClosedStreamAdmin;
import io.spanwire.projections.operator.ParkedStreamAdmin;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/** The flags of the commands for parked and closed streams, and the connection that these flags describe. */
final class ParkedOptions extends OrderOptions {
    /**
     * Connects to the database of a running {@code up}, or to that of {@code serve}; runs the work and returns its exit
     * code.
     */
    int run(ToIntFunction<ParkedStreamAdmin> work) {
        return connected((database, clients) -> {
            try (ParkedStreamAdmin admin = ParkedStreamAdmin.open(
                    database.jdbcUrl(),
                    database.reader().user(),
                    database.reader().password(),
                    clients)) {
                return work.applyAsInt(admin);
            }
        });
    }

    /** Likewise for closed streams. */
    int runClosing(ToIntFunction<ClosedStreamAdmin> work) {
        return connected((database, clients) -> {
            try (ClosedStreamAdmin admin = ClosedStreamAdmin.open(
                    database.jdbcUrl(),
                    database.reader().user(),
                    database.reader().password(),
                    clients)) {
                return work.applyAsInt(admin);
            }
        });
    }

    private int connected(ToIntBiFunction<DatabaseEndpoint, KafkaClients> work) {
        Settings settings = readWithoutRoles();
        RunningBackends backends = RunningBackends.of(settings);
        try {
            return work.applyAsInt(backends.database(), new KafkaClients(backends.kafka()));
        } catch (BackendUnreachable | DatabaseUnavailable e) {
            throw unreachable(e);
        }
    }
}
