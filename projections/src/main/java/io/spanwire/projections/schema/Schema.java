package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preparation of the database: Spanwire's migrations, then each domain's, then the installation's identity. It needs
 * the login of the schema's owner; {@link InstalledSchema} looks at the result with any other. Blocking; runs before the
 * roles start. Several processes may run it at the same time: Flyway takes a lock. Every call throws
 * {@link DatabaseUnavailable} when PostgreSQL does not answer.
 */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

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
        Migrations migrations =
                new Migrations(owner.login(), Map.of("worker", owner.worker(), "reader", owner.reader()));
        migrate(migrations.ofSpanwire());
        Map<Domain, Flyway> ofDomains = new LinkedHashMap<>();
        domains.all().forEach(domain -> ofDomains.put(domain, migrations.of(domain, classes)));
        ofDomains.forEach(Migrations::refuseOlder);
        ofDomains.values().stream().filter(Migrations::hasAny).forEach(Schema::migrate);
        int found = JdbcDatabase.run(owner.login(), transaction -> {
            transaction.query("protect-migrations.sql", row -> true, (Object) names(domains));
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

    /**
     * Ties the installation to the command log that its offsets refer to; the first call records it.
     *
     * @param topic Kafka's id of the topic
     * @throws InstallationMismatch when it is tied to another topic
     */
    public void tie(String topic) {
        String tied = JdbcDatabase.run(owner.login(), transaction -> transaction
                .query("tie-command-log.sql", row -> row.getString("command_log"), topic)
                .get(0));
        if (!tied.equals(topic)) {
            throw InstallationMismatch.commandLog(topic, tied);
        }
    }

    private static String[] names(Domains domains) {
        return domains.all().stream().map(Domain::name).toArray(String[]::new);
    }

    private static void migrate(Flyway flyway) {
        int applied = flyway.migrate().migrationsExecuted;
        LOG.info("schema ready history={} applied={}", flyway.getConfiguration().getTable(), applied);
    }
}
