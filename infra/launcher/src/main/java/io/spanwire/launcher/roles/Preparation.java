package io.spanwire.launcher.roles;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.PartitionCountMismatch;
import io.spanwire.bus.kafka.TooFewBrokers;
import io.spanwire.bus.kafka.TopicRetention;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.kafka.TopicsMissing;
import io.spanwire.launcher.embedded.EmbeddedKafka;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.relay.HistoryCheck;
import io.spanwire.projections.relay.HistoryMismatch;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.schema.InstallationMismatch;
import io.spanwire.projections.schema.InstalledSchema;
import io.spanwire.projections.schema.JdbcLogin;
import io.spanwire.projections.schema.KnownEventTypes;
import io.spanwire.projections.schema.KnownProjections;
import io.spanwire.projections.schema.KnownReactions;
import io.spanwire.projections.schema.Schema;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps before any role starts: with the login of the schema's owner they create tables and topics, without it they
 * only look; they refuse those that do not match. Blocking.
 */
record Preparation(
        Settings settings,
        Environment environment,
        KafkaClients clients,
        DatabaseConnections databases,
        ProgressListener progress) {
    /** Advice when Kafka and PostgreSQL have different histories. */
    static final String OTHER_HISTORY =
            "Nothing was decided. If one of them was restored or recreated on purpose, stop every"
                    + " process and run: spanwire new-epoch (it first shows what is lost).";

    private static final String UNCHANGED = "Nothing was changed.";
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    static Preparation of(Settings settings, Environment environment, ProgressListener progress) {
        return new Preparation(
                settings,
                environment,
                new KafkaClients(environment.kafka()),
                new DatabaseConnections(environment.database()),
                progress);
    }

    /** For a command that changes tables and topics; throws UserFacingException without the login of the schema's owner. */
    static Preparation ofOwner(Settings settings, Environment environment, ProgressListener progress) {
        Preparation preparation = of(settings, environment, progress);
        preparation.databases.owner();
        return preparation.ofInstallation();
    }

    /** The same, with the installation's number of partitions unless the settings name one. */
    Preparation ofInstallation() {
        if (settings.kafka().partitionsRequired()) {
            return this;
        }
        OptionalInt installed = withAdvice(UNCHANGED, installed()::partitions);
        Settings own = settings.withPartitions(installed.orElse(settings.kafka().partitions()));
        return new Preparation(own, environment, clients, databases, progress);
    }

    /** Creates or migrates tables and topics if it can, otherwise checks them; returns Kafka's id of the command log. */
    String prepareOrCheck() {
        return databases.hasOwner() ? prepareTablesAndTopics() : checkTablesAndTopics();
    }

    private String checkTablesAndTopics() {
        int partitions = settings.kafka().partitions();
        Topics.Ensured topics = withAdvice(UNCHANGED, () -> {
            installed().check(domains(), environment.domains().classes(), partitions);
            return Topics.require(clients, partitions, settings.kafka().replication());
        });
        topics.warnings().forEach(this::warn);
        applyRetentionIfPermitted();
        return topics.commandLog();
    }

    private void applyRetentionIfPermitted() {
        try {
            TopicRetention.apply(clients, retention());
        } catch (KafkaUnavailable refused) {
            warn("The topics keep records as long as before, because this Kafka login may not change that. Run spanwire"
                    + " migrate with the same settings.");
        }
    }

    /** Creates or migrates tables and topics; returns Kafka's id of the command log. */
    String prepareTablesAndTopics() {
        int partitions = settings.kafka().partitions();
        Topics.Ensured topics = withAdvice(UNCHANGED, () -> {
            schema().prepare(domains(), environment.domains().classes(), partitions);
            Topics.Ensured ensured =
                    Topics.ensure(clients, partitions, settings.kafka().replication());
            if (settings.mode() == BackendMode.EMBEDDED) {
                Topics.flushCommands(clients, EmbeddedKafka.COMMAND_FLUSH);
            }
            TopicRetention.apply(clients, retention());
            return ensured;
        });
        topics.warnings().forEach(this::warn);
        return topics.commandLog();
    }

    /** What the settings say; for the own broker, which nobody else administrates, what they do not say as well. */
    private Map<String, Duration> retention() {
        Map<String, Duration> retention =
                new HashMap<>(settings.mode() == BackendMode.EMBEDDED ? TopicRetention.STANDARD : Map.of());
        settings.storage().commands().ifPresent(kept -> retention.put(Topics.COMMANDS, kept));
        settings.storage().events().ifPresent(kept -> retention.put(Topics.EVENTS, kept));
        return retention;
    }

    /**
     * Refuses Kafka and PostgreSQL with different histories, for every role: even a reader would serve an incomplete
     * one.
     */
    void checkHistory(String commandLog) {
        withAdvice(OTHER_HISTORY, () -> {
            if (databases.hasOwner()) {
                schema().tie(commandLog);
            } else {
                installed().checkTie(commandLog);
            }
            new HistoryCheck(new KafkaTopicTail(clients), installed()::heads)
                    .check(settings.kafka().partitioning().all());
            return true;
        });
    }

    /** Has changed and new projections rebuilt, and refuses those that cannot be. */
    void checkProjections() {
        KnownProjections known =
                new KnownProjections(domains(), settings.worker().acceptedProjections());
        withAdvice(UNCHANGED, () -> known.compare(databases.blocking(Role.WORKER)))
                .forEach(this::warn);
    }

    /** Records the reactions: a new one begins, and says where. */
    void recordReactions() {
        KnownReactions known = new KnownReactions(domains());
        withAdvice(UNCHANGED, () -> known.record(databases.blocking(Role.WORKER)))
                .forEach(progress::step);
    }

    /** Warns about stored events that no domain can read. */
    void checkEventTypes() {
        KnownEventTypes known = new KnownEventTypes(domains());
        withAdvice(UNCHANGED, () -> known.unknown(login())).forEach(this::warn);
    }

    /** Names what nobody may do: more likely forgotten than meant. */
    void checkAccess() {
        List<String> denied = domains().deniedToAll();
        if (!denied.isEmpty()) {
            warn("no access rule allows anyone to: " + String.join(", ", denied) + ". See Domain.access().");
        }
    }

    Domains domains() {
        return environment.domains().domains();
    }

    private Schema schema() {
        return new Schema(databases.owner());
    }

    private InstalledSchema installed() {
        return new InstalledSchema(login());
    }

    /** The strongest login that this process has. */
    private JdbcLogin login() {
        return databases.hasOwner()
                ? databases.owner().login()
                : databases.blocking(settings.roles().contains(Role.WORKER) ? Role.WORKER : Role.EDGE);
    }

    private void warn(String warning) {
        progress.step("WARNING: " + warning);
        LOG.warn(warning);
    }

    private <T> T withAdvice(String advice, Supplier<T> step) {
        try {
            return step.get();
        } catch (InstallationMismatch | PartitionCountMismatch | TopicsMissing | TooFewBrokers | HistoryMismatch e) {
            throw new UserFacingException(messageOf(e), advice, e);
        } catch (KafkaUnavailable e) {
            throw new UserFacingException(
                    messageOf(e), "Check that Kafka runs and can be reached at the bootstrap address.", e);
        } catch (DatabaseUnavailable e) {
            throw DatabaseRefusal.ofConnection(login().user(), e);
        } catch (FlywayException e) {
            throw DatabaseRefusal.of(login().user(), e).orElseGet(() -> MigrationRefusal.of(e));
        }
    }

    private static String messageOf(RuntimeException failure) {
        return Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
    }
}
