package io.spanwire.projections.relay;

/**
 * Kafka and PostgreSQL speak of different histories: a topic was deleted or replaced, a database restored from an older
 * backup, or one of them belongs to another installation. Going on would lose or repeat commands, so nothing is decided.
 */
public final class HistoryMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private HistoryMismatch(String message) {
        super(message);
    }

    /** Commands were removed from the log before they were decided. */
    public static HistoryMismatch commandsExpired(int partition, long begin, long next) {
        return new HistoryMismatch("Partition " + partition + " of the command log begins at offset " + begin
                + ", but PostgreSQL has decided only the commands before " + next
                + ": those between were removed by the topic's retention, or by hand.");
    }

    /** The command log ends before what was decided from it, and is not the topic that it was decided from. */
    public static HistoryMismatch otherCommandLog(int partition) {
        return new HistoryMismatch(
                "Partition " + partition + " of the command log ends before what PostgreSQL has decided"
                        + ", and its topic is not the one that was decided from: it was deleted and made anew, or this"
                        + " database belongs to another Kafka cluster.");
    }

    /** The command log is not the topic that was decided from any more. */
    public static HistoryMismatch commandLogReplaced(String found, String known) {
        return new HistoryMismatch(
                "PostgreSQL has decided commands of the topic with id " + known + ", but the command log "
                        + (found.isEmpty()
                                ? "is gone: it was deleted."
                                : "now has id " + found + ": it was deleted and made anew,"
                                        + " or this database belongs to another Kafka cluster."));
    }

    /** Decisions that were made are not in PostgreSQL. */
    public static HistoryMismatch decisionsMissing(int partition, long decided, long next) {
        return new HistoryMismatch("Partition " + partition + " of the command log was decided up to offset " + decided
                + ", as the workers told Kafka, but PostgreSQL has decided only the commands before " + next
                + ": the database was restored from an older backup.");
    }

    /** The events topic is ahead of the events stored. */
    public static HistoryMismatch eventsMissing(int partition, long tail, long head) {
        return new HistoryMismatch("Partition " + partition + " of the events topic has position " + tail
                + ", but PostgreSQL ends at " + head
                + ": the database was restored from an older backup, or this topic belongs to another database.");
    }
}
