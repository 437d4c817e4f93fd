package io.spanwire.projections.schema;

/** The database belongs to an installation with another number of partitions. */
public final class WrongInstallation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongInstallation(int found, int wanted) {
        super("This installation was made with " + found + " partitions and the settings ask for " + wanted
                + ". The number never changes: set partitions=" + found + ".");
    }
}
