package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/**
 * The database as an earlier {@link Schema#prepare} left it. It is only read, so any login of Spanwire will do. Blocking;
 * every call throws {@link DatabaseUnavailable} when PostgreSQL does not answer.
 */
public final class InstalledSchema {
    private final JdbcLogin login;

    public InstalledSchema(JdbcLogin login) {
        this.login = login;
    }

    /**
     * Refuses a database that needs a migration first. One that has newer migrations of Spanwire is accepted, as in a
     * rolling upgrade.
     *
     * @param classes contains the domains' migrations
     * @param partitions the number of partitions that the installation must have
     * @throws InstallationMismatch when it lacks a migration, or a domain is older than its tables
     */
    public void check(Domains domains, ClassLoader classes, int partitions) {
        Migrations migrations = new Migrations(login, Map.of());
        check("Spanwire", migrations.ofSpanwire());
        for (Domain domain : domains.all()) {
            Flyway flyway = migrations.of(domain, classes);
            Migrations.refuseOlder(domain, flyway);
            if (Migrations.hasAny(flyway)) {
                check("the domain " + domain.name(), flyway);
            }
        }
        int found = partitions().orElseThrow(() -> InstallationMismatch.notInstalled("an installation"));
        if (found != partitions) {
            throw InstallationMismatch.partitions(found, partitions);
        }
    }

    private static void check(String owner, Flyway flyway) {
        List<String> missing = Migrations.pending(flyway);
        if (!missing.isEmpty()) {
            throw InstallationMismatch.notMigrated(owner, missing);
        }
        flyway.validate();
    }

    /** The number of partitions that the installation has; empty before the first preparation. */
    public OptionalInt partitions() {
        return JdbcDatabase.run(login, transaction -> {
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
     * Refuses another command log than the one that the installation is tied to.
     *
     * @param topic Kafka's id of the topic
     * @throws InstallationMismatch when it is tied to another topic, or to none yet
     */
    public void checkTie(String topic) {
        String tied = JdbcDatabase.run(
                        login,
                        transaction -> transaction.query(
                                "command-log.sql", row -> Optional.ofNullable(row.getString("command_log"))))
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> InstallationMismatch.notInstalled("the id of the topic spanwire.commands"));
        if (!tied.equals(topic)) {
            throw InstallationMismatch.commandLog(topic, tied);
        }
    }

    /** The last position of every partition. */
    public Map<Integer, Long> heads() {
        return JdbcDatabase.run(
                        login,
                        transaction -> transaction.query(
                                "heads.sql", row -> Map.entry(row.getInt("partition"), row.getLong("head"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
