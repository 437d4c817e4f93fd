package io.spanwire.projections.schema;

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
        return new InstallationMismatch("The projection " + projection + " has version " + wanted
                + ", but its tables were filled by version " + filled
                + ". Spanwire cannot rebuild them from the events yet. Set the version back to "
                + filled + "; or bring the tables to version " + wanted
                + " by a migration of the domain, and start with --set accept-projections=" + projection + ":" + wanted
                + ".");
    }
}
