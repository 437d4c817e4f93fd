package io.spanwire.launcher.roles;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.platform.Installation;
import io.spanwire.launcher.platform.Platform;
import io.spanwire.launcher.platform.Running;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.BackendUnreachable;
import io.spanwire.projections.operator.NewEpoch;
import io.spanwire.projections.operator.NewEpochPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** No roles: gives the history a new epoch, with Kafka and PostgreSQL up and nobody else at work, and is done. */
public final class EpochRenewal implements Platform {
    private final boolean sure;
    private final boolean skip;
    private final Consumer<String> told;

    /**
     * Not begun.
     *
     * @param sure whether to do it; else it only says what would happen
     * @param skip whether commands that the log has and the database does not know are skipped
     * @param told hears what changes, a sentence at a time
     */
    public EpochRenewal(boolean sure, boolean skip, Consumer<String> told) {
        this.sure = sure;
        this.skip = skip;
        this.told = told;
    }

    @Override
    public Running start(Settings settings, Environment facts, ProgressListener progress) {
        KafkaClients clients = new KafkaClients(Roles.kafka(facts));
        DatabaseConnections databases = new DatabaseConnections(facts.database());
        String commandLog = Roles.prepare(settings, facts, clients, databases);
        try (NewEpoch renewal = NewEpoch.open(databases.owner(), clients, commandLog)) {
            refuseOthers(renewal.others());
            renew(renewal, progress);
        } catch (BackendUnreachable away) {
            throw new UserFacingException(
                    String.valueOf(away.getMessage()),
                    "Check that Kafka and PostgreSQL run, then do it again: it may be done twice.",
                    away);
        }
        return new Nothing(settings);
    }

    private void renew(NewEpoch renewal, ProgressListener progress) {
        progress.step("comparing Kafka and PostgreSQL");
        NewEpochPlan survey = renewal.plan(skip);
        survey.consequences().forEach(told);
        if (!sure) {
            throw new UserFacingException(
                    "Nothing was changed.", "To do it: the same command with --yes. Back up first.");
        }
        told.accept("The history has a new epoch: " + renewal.begin(survey));
    }

    private static void refuseOthers(List<String> others) {
        if (!others.isEmpty()) {
            throw new UserFacingException(
                    "Other processes of this installation run: " + String.join(", ", others) + ".",
                    "Stop all of them first; they would go on with the old epoch.");
        }
    }

    /** At the address the folder has: where the server was, and will be again. */
    private record Nothing(Settings settings) implements Running {
        @Override
        public URI address() {
            Path file = Installation.address(settings.data());
            try {
                return URI.create(
                        Files.exists(file)
                                ? Files.readString(file).strip()
                                : "https://" + settings.http().host() + ":"
                                        + settings.http().port());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public void close() {
            // Nothing was started.
        }
    }
}
