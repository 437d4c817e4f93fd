package io.spanwire.launcher.roles;

import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.BackendUnreachable;
import io.spanwire.projections.operator.NewEpoch;
import io.spanwire.projections.operator.NewEpochPlan;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The operation that gives the history a new epoch. Kafka and PostgreSQL run; no other process of the installation
 * does.
 *
 * @param confirmed whether to change anything; otherwise it only prints the plan
 * @param skipCommands whether to skip commands that the log has and the database does not know
 * @param output receives the plan and the result, one sentence at a time
 */
public record EpochRenewal(boolean confirmed, boolean skipCommands, Consumer<String> output) {
    /** @throws UserFacingException when it is not confirmed, other processes run, or a backend is unreachable */
    public void run(Settings settings, Environment environment, ProgressListener progress) {
        Preparation preparation = Preparation.ofOwner(settings, environment, progress);
        String commandLog = preparation.prepareTablesAndTopics();
        try (NewEpoch renewal = NewEpoch.open(preparation.databases().owner(), preparation.clients(), commandLog)) {
            refuseOthers(renewal.others());
            progress.step("comparing Kafka and PostgreSQL");
            renew(renewal, settings.kafka().replication());
        } catch (BackendUnreachable | DatabaseUnavailable e) {
            throw new UserFacingException(
                    String.valueOf(e.getMessage()),
                    "Check that Kafka and PostgreSQL run, then run it again: it can be repeated safely.",
                    e);
        }
    }

    private void renew(NewEpoch renewal, OptionalInt replicas) {
        NewEpochPlan plan = renewal.plan(skipCommands);
        plan.consequences().forEach(output);
        if (!confirmed) {
            throw new UserFacingException(
                    "Nothing was changed.", "To do it, run the same command with --yes. Back up first.");
        }
        output.accept("The history has a new epoch: " + renewal.begin(plan, replicas));
    }

    private static void refuseOthers(List<String> others) {
        if (!others.isEmpty()) {
            throw new UserFacingException(
                    "Other processes of this installation run: " + String.join(", ", others) + ".",
                    "Stop all of them first; they would continue with the old epoch.");
        }
    }
}
