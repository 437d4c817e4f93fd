package io.spanwire.projections.schema;

/** The database belongs to another installation than the settings or the Kafka cluster, or to other domains. */
public final class InstallationMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private InstallationMismatch(String message) {
        super(message);
    }

    static InstallationMismatch partitions(int found, int wanted) {
        return new InstallationMismatch(
                "This installation was made with " + found + " partitions and the settings ask for " + wanted
                        + ". The number never changes: set partitions=" + found + ".");
    }

    static InstallationMismatch commandLog(String found, String wanted) {
        return new InstallationMismatch("This database decided commands of the Kafka topic with id " + wanted
                + ", but spanwire.commands now has id " + found
                + ": it was deleted and recreated, or this is another cluster. Its offsets mean something else, so commands"
                + " would be skipped. Point Spanwire at the cluster it was used with.");
    }

    static InstallationMismatch olderDomain(String domain, String migration, String jar) {
        return new InstallationMismatch("domain " + domain + ": the database has migration V" + migration + ", which "
                + jar + " lacks. Start with the jar that has it.");
    }

    static InstallationMismatch projectionVersion(String projection, int filled, int wanted) {
        return new InstallationMismatch("The projection " + projection + " has version " + wanted
                + ", but its tables were filled by version " + filled
                + ". They would have to be rebuilt from the events, which Spanwire cannot do yet. Set the version back to "
                + filled + "; or bring the tables to version " + wanted
                + " by a migration of the domain, and start with --set accept-projections=" + projection + ":" + wanted
                + ".");
    }
}
