package io.spanwire.launcher.roles;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.BackendUnreachable;
import io.spanwire.projections.operator.NewEpoch;
import io.spanwire.projections.operator.NewEpochPlan;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Gives the history a new epoch, while Kafka and PostgreSQL run and no other process of the installation does. */
public final class EpochRenewal {
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

    /**
     * Blocks until it is done.
     *
     * @throws UserFacingException when it is not sure, or other processes run, or Kafka or PostgreSQL cannot be reached
     */
    public void run(Settings settings, Environment facts, ProgressListener progress) {
        KafkaClients clients = new KafkaClients(Roles.kafka(facts));
        DatabaseConnections databases = new DatabaseConnections(facts.database());
        String commandLog = new Preparation(settings, facts, clients, databases, progress).tablesAndTopics();
        try (NewEpoch renewal = NewEpoch.open(databases.owner(), clients, commandLog)) {
            refuseOthers(renewal.others());
            renew(renewal, settings.kafka().replication(), progress);
        } catch (BackendUnreachable away) {
            throw new UserFacingException(
                    String.valueOf(away.getMessage()),
                    "Check that Kafka and PostgreSQL run, then do it again: it may be done twice.",
                    away);
        }
    }

    private void renew(NewEpoch renewal, OptionalInt replicas, ProgressListener progress) {
        progress.step("comparing Kafka and PostgreSQL");
        NewEpochPlan survey = renewal.plan(skip);
        survey.consequences().forEach(told);
        if (!sure) {
            throw new UserFacingException(
                    "Nothing was changed.", "To do it: the same command with --yes. Back up first.");
        }
        told.accept("The history has a new epoch: " + renewal.begin(survey, replicas));
    }

    private static void refuseOthers(List<String> others) {
        if (!others.isEmpty()) {
            throw new UserFacingException(
                    "Other processes of this installation run: " + String.join(", ", others) + ".",
                    "Stop all of them first; they would go on with the old epoch.");
        }
    }
}
