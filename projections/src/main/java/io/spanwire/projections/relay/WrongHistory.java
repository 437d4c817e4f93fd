package io.spanwire.projections.relay;

/**
 * Kafka and PostgreSQL speak of different histories: a topic was deleted or replaced, a database restored from an older
 * backup, or one of them belongs to another installation. Going on would lose or repeat commands, so nothing is decided.
 */
public final class WrongHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongHistory(String message) {
        super(message);
    }

    /** The command log ends before what was decided from it. */
    public static WrongHistory commandsMissing(int partition, long end, long next) {
        return new WrongHistory("Partition " + partition + " of the command log ends at offset " + end
                + ", but PostgreSQL has decided the commands before " + next
                + ": the topic was deleted or replaced, or this database belongs to another Kafka cluster.");
    }

    /** The events topic is ahead of the events stored. */
    public static WrongHistory eventsMissing(int partition, long tail, long head) {
        return new WrongHistory("Partition " + partition + " of the events topic has position " + tail
                + ", but PostgreSQL ends at " + head
                + ": the database was restored from an older backup, or this topic belongs to another database.");
    }
}
