package io.spanwire.launcher.roles;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.PartitionCountMismatch;
import io.spanwire.bus.kafka.TooFewBrokers;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.relay.HistoryCheck;
import io.spanwire.projections.relay.HistoryMismatch;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.schema.InstallationMismatch;
import io.spanwire.projections.schema.KnownProjections;
import io.spanwire.projections.schema.Schema;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings tables and topics to what the roles need, and refuses what does not belong together. Blocking. */
record Preparation(
        Settings settings,
        Environment facts,
        KafkaClients clients,
        DatabaseConnections databases,
        ProgressListener progress) {
    /** What to do when Kafka and PostgreSQL do not belong together. */
    static final String OTHER_HISTORY =
            "Nothing was decided. If one of them was restored or created again on purpose, stop every"
                    + " process and run: spanwire new-epoch (it says first what is lost).";

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    /** Tables and topics as this program needs them; Kafka's id of the command log. */
    String tablesAndTopics() {
        int partitions = settings.kafka().partitions();
        Topics.Ensured topics = advised("Nothing was changed.", () -> {
            schema().prepare(facts.domains().domains(), facts.domains().classes(), partitions);
            return Topics.ensure(clients, partitions, settings.kafka().replication());
        });
        topics.warnings().forEach(this::warn);
        return topics.commandLog();
    }

    /** Refuses when they speak of different histories: a role that only serves would serve what is left of one as if it were all. */
    void sameHistory(String commandLog) {
        advised(OTHER_HISTORY, () -> {
            schema().tie(commandLog);
            new HistoryCheck(new KafkaTopicTail(clients), schema()::heads)
                    .check(new Partitioning(settings.kafka().partitions()).all());
            return true;
        });
    }

    /** Refuses when the tables of a projection were filled by another version of it; warns of events that one lacks. */
    void projections() {
        KnownProjections known = new KnownProjections(
                facts.domains().domains(), settings.worker().acceptedProjections());
        advised("Nothing was changed.", () -> known.compare(databases.owner()))
                .forEach((name, events) -> warn("Projection " + name + " lacks " + events
                        + " events that were stored before it was added: it cannot be rebuilt yet."));
    }

    private Schema schema() {
        return new Schema(databases.owner());
    }

    private void warn(String warning) {
        progress.step("WARNING: " + warning);
        LOG.warn(warning);
    }

    private <T> T advised(String advice, Supplier<T> step) {
        try {
            return step.get();
        } catch (InstallationMismatch | PartitionCountMismatch | TooFewBrokers | HistoryMismatch wrong) {
            throw new UserFacingException(messageOf(wrong), advice, wrong);
        } catch (KafkaUnavailable away) {
            throw new UserFacingException(
                    messageOf(away), "Check that Kafka runs and can be reached at the bootstrap address.", away);
        } catch (DatabaseUnavailable away) {
            throw DatabaseRefusal.ofConnection(databases.owner().user(), away);
        } catch (FlywayException refused) {
            throw DatabaseRefusal.of(databases.owner().user(), refused)
                    .orElseGet(() -> new UserFacingException(
                            "The database's tables could not be prepared: " + messageOf(refused),
                            "Mend what it names, then start again; migrations that succeeded are kept.",
                            refused));
        }
    }

    private static String messageOf(RuntimeException failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
