package io.spanwire.launcher.roles;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.spanwire.bus.kafka.Clients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.kafka.WrongPartitionCount;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.launcher.platform.Facts;
import io.spanwire.launcher.platform.Platform;
import io.spanwire.launcher.platform.Running;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.CannotStart;
import io.spanwire.launcher.start.Progress;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.relay.KafkaTail;
import io.spanwire.projections.relay.SameHistory;
import io.spanwire.projections.relay.WrongHistory;
import io.spanwire.projections.schema.Schema;
import io.spanwire.projections.schema.WrongInstallation;
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
    public Running start(Settings settings, Facts facts, Progress progress) {
        Clients clients = new Clients(kafka(facts));
        Databases databases = new Databases(facts.database());
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
    static String prepare(Settings settings, Facts facts, Clients clients, Databases databases) {
        int partitions = settings.kafka().partitions();
        try {
            Schema schema = new Schema(databases.owner());
            schema.prepare(facts.domains().domains(), facts.domains().classes(), partitions);
            return Topics.ensure(clients, partitions, 0);
        } catch (WrongInstallation | WrongPartitionCount wrong) {
            throw new CannotStart(messageOf(wrong), "Nothing was changed.", wrong);
        } catch (FlywayException refused) {
            throw unreachable(refused)
                    .map(Roles::databaseAway)
                    .orElseGet(() -> new CannotStart(
                            "The database's tables could not be prepared: " + messageOf(refused),
                            "Mend what it names, then start again; migrations that succeeded are kept.",
                            refused));
        } catch (KafkaUnavailable away) {
            throw kafkaAway(away);
        } catch (DatabaseUnavailable away) {
            throw databaseAway(away);
        }
    }

    private static void tie(Databases databases, String commandLog) {
        try {
            new Schema(databases.owner()).tie(commandLog);
        } catch (WrongInstallation other) {
            throw new CannotStart(messageOf(other), OTHER_HISTORY, other);
        } catch (DatabaseUnavailable away) {
            throw databaseAway(away);
        }
    }

    /** Whatever its roles: one that only serves would serve what is left of the history as if it were all. */
    private static void compare(Settings settings, Clients clients, Databases databases) {
        List<Integer> partitions = new Partitioning(settings.kafka().partitions()).all();
        try {
            new SameHistory(new KafkaTail(clients), new Schema(databases.owner())::heads).check(partitions);
        } catch (WrongHistory other) {
            throw new CannotStart(messageOf(other), OTHER_HISTORY, other);
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

    private static CannotStart kafkaAway(KafkaUnavailable away) {
        return new CannotStart(
                messageOf(away), "Check that Kafka runs and can be reached at the bootstrap address.", away);
    }

    private static CannotStart databaseAway(DatabaseUnavailable away) {
        return new CannotStart(
                messageOf(away),
                "Check that PostgreSQL runs and can be reached at database.host and database.port.",
                away);
    }

    static KafkaSettings kafka(Facts facts) {
        Map<String, String> client = new HashMap<>(facts.kafkaClient());
        client.remove("bootstrap.servers");
        return new KafkaSettings(facts.bootstrapServers(), client);
    }

    private static String messageOf(RuntimeException failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
