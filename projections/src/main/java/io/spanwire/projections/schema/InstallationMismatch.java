package io.spanwire.projections.schema;

import java.util.List;

/** The database does not match the settings, the Kafka cluster or the domains. */
public final class InstallationMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private InstallationMismatch(String message) {
        super(message);
    }

    static InstallationMismatch partitions(int found, int wanted) {
        return new InstallationMismatch(
                "This installation has " + found + " partitions, but the settings have partitions=" + wanted
                        + ". The number cannot change: set partitions=" + found + ".");
    }

    static InstallationMismatch notMigrated(String owner, List<String> missing) {
        return new InstallationMismatch("The database lacks the migration" + (missing.size() == 1 ? " " : "s ")
                + String.join(", ", missing) + " of " + owner
                + ". Run spanwire migrate, which has the login of the schema's owner; then start again.");
    }

    static InstallationMismatch notInstalled(String what) {
        return new InstallationMismatch("The database does not have " + what
                + " yet. Run spanwire migrate, which has the login of the schema's owner; then start again.");
    }

    static InstallationMismatch commandLog(String found, String wanted) {
        return new InstallationMismatch("This database belongs to the Kafka topic with id " + wanted
                + ", but spanwire.commands now has id " + found
                + ": it was deleted and recreated, or this is another cluster. Its offsets refer to other commands, so"
                + " commands would be skipped. Connect Spanwire to the Kafka cluster of this database.");
    }

    static InstallationMismatch olderDomain(String domain, String migration, String jar) {
        return new InstallationMismatch("domain " + domain + ": the database has migration V" + migration + ", which "
                + jar + " lacks. Start with the jar that has it.");
    }

    static InstallationMismatch projectionVersion(String projection, int filled, int wanted) {
        String found = "The projection " + projection + " has version " + wanted
                + ", but its tables were filled by version " + filled;
        String migrated = "a migration of the domain has brought the tables to version " + wanted
                + ": then start with --set accept-projections=" + projection + ":" + wanted + ".";
        return new InstallationMismatch(
                wanted < filled
                        ? found + ". Start with the jar that has version " + filled + ", and if that version is to be"
                                + " given up, run: spanwire rebuild " + projection + " --undo. Or " + migrated
                        : found + ", and it does not declare them. Declare them with tables(…), and they are rebuilt"
                                + " from the events; or set the version back to " + filled + "; or " + migrated);
    }
}
