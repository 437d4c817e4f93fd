package io.spanwire.projections.schema;

/** The database belongs to another installation than the settings or the Kafka cluster. */
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
}
