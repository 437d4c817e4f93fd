package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preparation of the database: Spanwire's migrations, then each domain's, then the installation's identity.
 * Blocking; runs once, before the roles start. Several processes may run it at the same time: Flyway takes a lock.
 * Every call throws {@link DatabaseUnavailable} when PostgreSQL does not answer.
 */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String OWN = "spanwire";
    private static final String OWN_MIGRATIONS = "classpath:io/spanwire/projections/schema/migration";
    private static final String READ_MODEL = "read_model";

    private static final String[] SCHEMAS = {
        OWN, READ_MODEL, "read_model_next", "read_model_previous", "read_model_check"
    };

    /** The states of applied migrations that the jar does not contain. */
    private static final Set<MigrationState> UNKNOWN = EnumSet.of(
            MigrationState.FUTURE_SUCCESS,
            MigrationState.FUTURE_FAILED,
            MigrationState.MISSING_SUCCESS,
            MigrationState.MISSING_FAILED);

    private final SchemaOwner owner;

    public Schema(SchemaOwner owner) {
        this.owner = owner;
    }

    /**
     * Migrates the database and fixes the number of partitions of a new installation.
     *
     * @param classes contains the domains' migrations, {@code db/<domain>/V001__….sql}
     * @param partitions the number of partitions of a new installation
     * @throws InstallationMismatch when it has another number of partitions, or a domain is older than its tables
     */
    public void prepare(Domains domains, ClassLoader classes, int partitions) {
        migrate(flyway(Schema.class.getClassLoader(), OWN, "flyway_history", OWN_MIGRATIONS));
        Map<Domain, Flyway> migrations = new LinkedHashMap<>();
        domains.all().forEach(domain -> migrations.put(domain, flyway(domain, classes)));
        migrations.forEach(Schema::refuseOlder);
        migrations.values().stream()
                .filter(flyway -> flyway.getConfiguration().getLocations().length > 0)
                .forEach(Schema::migrate);
        int found = JdbcDatabase.run(owner, transaction -> {
            transaction.update("insert-installation.sql", partitions);
            transaction.update("insert-partitions.sql");
            return transaction
                    .query("partitions.sql", row -> row.getInt("partitions"))
                    .get(0);
        });
        if (found != partitions) {
            throw InstallationMismatch.partitions(found, partitions);
        }
    }

    /** The number of partitions that the installation has; empty before the first {@link #prepare}. */
    public OptionalInt partitions() {
        return JdbcDatabase.run(owner, transaction -> {
            boolean installed = transaction
                    .query("is-installed.sql", row -> row.getBoolean("installed"))
                    .get(0);
            return installed
                    ? transaction.query("partitions.sql", row -> row.getInt("partitions")).stream()
                            .mapToInt(Integer::intValue)
                            .findFirst()
                    : OptionalInt.empty();
        });
    }

    /**
     * Ties the installation to the command log that its offsets refer to; the first start records it.
     *
     * @param topic Kafka's id of the topic
     * @throws InstallationMismatch when it is tied to another topic
     */
    public void tie(String topic) {
        String tied = JdbcDatabase.run(owner, transaction -> transaction
                .query("tie-command-log.sql", row -> row.getString("command_log"), topic)
                .get(0));
        if (!tied.equals(topic)) {
            throw InstallationMismatch.commandLog(topic, tied);
        }
    }

    /** The last position of every partition. */
    public Map<Integer, Long> heads() {
        return JdbcDatabase.run(
                        owner,
                        transaction -> transaction.query(
                                "heads.sql", row -> Map.entry(row.getInt("partition"), row.getLong("head"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Flyway flyway(Domain domain, ClassLoader classes) {
        String folder = "db/" + domain.name();
        String[] found = classes.getResource(folder) == null ? new String[0] : new String[] {"classpath:" + folder};
        return flyway(classes, READ_MODEL, "flyway_" + domain.name(), found);
    }

    private Flyway flyway(ClassLoader classes, String schema, String history, String... locations) {
        return Flyway.configure(classes)
                .dataSource(owner.url(), owner.user(), owner.password())
                .schemas(schema.equals(OWN) ? SCHEMAS : new String[] {schema})
                .defaultSchema(schema)
                .table(history)
                .locations(locations)
                .baselineOnMigrate(schema.equals(READ_MODEL))
                .baselineVersion("0")
                .placeholders(Map.of("worker", owner.worker(), "reader", owner.reader()))
                .connectRetries(3)
                .validateMigrationNaming(true)
                .load();
    }

    private static void migrate(Flyway flyway) {
        int applied = flyway.migrate().migrationsExecuted;
        LOG.info("schema ready history={} applied={}", flyway.getConfiguration().getTable(), applied);
    }

    /** A jar older than the tables would write rows that no longer fit. */
    private static void refuseOlder(Domain domain, Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (UNKNOWN.contains(applied.getState())) {
                throw InstallationMismatch.olderDomain(
                        domain.name(), applied.getVersion().getRawVersion(), Domains.origin(domain));
            }
        }
    }
}
