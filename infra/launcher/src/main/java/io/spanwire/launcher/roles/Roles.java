package io.spanwire.launcher.roles;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.PartitionCountMismatch;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.platform.Platform;
import io.spanwire.launcher.platform.Running;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.relay.HistoryCheck;
import io.spanwire.projections.relay.HistoryMismatch;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.schema.InstallationMismatch;
import io.spanwire.projections.schema.Schema;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/**
 * Starts the roles of one process: first the ground they share (schema, topics), then worker, edge and notifier as the
 * settings ask for them.
 */
public final class Roles implements Platform {
    /** What to do when Kafka and PostgreSQL do not belong together. */
    static final String OTHER_HISTORY =
            "Nothing was decided. If one of them was restored or made anew on purpose, stop every"
                    + " process and run: spanwire new-epoch (it says first what is lost).";

    /** Class of the SQL standard's states. */
    private static final String NO_CONNECTION = "08";

    @Override
    public Running start(Settings settings, Environment facts, ProgressListener progress) {
        KafkaClients clients = new KafkaClients(kafka(facts));
        DatabaseConnections databases = new DatabaseConnections(facts.database());
        progress.step("preparing tables and topics");
        tie(databases, prepare(settings, facts, clients, databases));
        compare(settings, clients, databases);
        Vertx vertx = Vertx.vertx();
        StartedRoles roles = new StartedRoles(
                settings, facts, clients, databases, vertx, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        try {
            roles.start(progress);
            return roles;
        } catch (RuntimeException failed) {
            roles.close();
            throw failed;
        }
    }

    /** Tables and topics as this program needs them; Kafka's id of the command log. */
    static String prepare(Settings settings, Environment facts, KafkaClients clients, DatabaseConnections databases) {
        int partitions = settings.kafka().partitions();
        try {
            Schema schema = new Schema(databases.owner());
            schema.prepare(facts.domains().domains(), facts.domains().classes(), partitions);
            return Topics.ensure(clients, partitions, 0);
        } catch (InstallationMismatch | PartitionCountMismatch wrong) {
            throw new UserFacingException(messageOf(wrong), "Nothing was changed.", wrong);
        } catch (FlywayException refused) {
            throw unreachable(refused)
                    .map(Roles::databaseAway)
                    .orElseGet(() -> new UserFacingException(
                            "The database's tables could not be prepared: " + messageOf(refused),
                            "Mend what it names, then start again; migrations that succeeded are kept.",
                            refused));
        } catch (KafkaUnavailable away) {
            throw kafkaAway(away);
        } catch (DatabaseUnavailable away) {
            throw databaseAway(away);
        }
    }

    private static void tie(DatabaseConnections databases, String commandLog) {
        try {
            new Schema(databases.owner()).tie(commandLog);
        } catch (InstallationMismatch other) {
            throw new UserFacingException(messageOf(other), OTHER_HISTORY, other);
        } catch (DatabaseUnavailable away) {
            throw databaseAway(away);
        }
    }

    /** Whatever its roles: one that only serves would serve what is left of the history as if it were all. */
    private static void compare(Settings settings, KafkaClients clients, DatabaseConnections databases) {
        List<Integer> partitions = new Partitioning(settings.kafka().partitions()).all();
        try {
            new HistoryCheck(new KafkaTopicTail(clients), new Schema(databases.owner())::heads).check(partitions);
        } catch (HistoryMismatch other) {
            throw new UserFacingException(messageOf(other), OTHER_HISTORY, other);
        } catch (KafkaUnavailable away) {
            throw kafkaAway(away);
        } catch (DatabaseUnavailable away) {
            throw databaseAway(away);
        }
    }

    /** Flyway's own words for this are many lines, and name everything but what to do. */
    private static Optional<DatabaseUnavailable> unreachable(FlywayException refused) {
        Throwable cause = refused;
        while (cause.getCause() != null) {
            cause = cause.getCause();
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(NO_CONNECTION)) {
                return Optional.of(new DatabaseUnavailable("PostgreSQL did not answer: " + sql.getMessage(), refused));
            }
        }
        return Optional.empty();
    }

    private static UserFacingException kafkaAway(KafkaUnavailable away) {
        return new UserFacingException(
                messageOf(away), "Check that Kafka runs and can be reached at the bootstrap address.", away);
    }

    private static UserFacingException databaseAway(DatabaseUnavailable away) {
        return new UserFacingException(
                messageOf(away),
                "Check that PostgreSQL runs and can be reached at database.host and database.port.",
                away);
    }

    static KafkaSettings kafka(Environment facts) {
        Map<String, String> client = new HashMap<>(facts.kafkaClient());
        client.remove("bootstrap.servers");
        return new KafkaSettings(facts.bootstrapServers(), client);
    }

    private static String messageOf(RuntimeException failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
