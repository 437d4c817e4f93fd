package io.spanwire.projections.relay;

/**
 * Kafka and PostgreSQL hold different histories: a topic was deleted or replaced, a database was restored from an older
 * backup, or one of them belongs to another installation. Deciding on would lose or repeat commands, so nothing is
 * decided.
 */
public final class HistoryMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private HistoryMismatch(String message) {
        super(message);
    }

    /** Commands were removed from the command log before they were decided. */
    public static HistoryMismatch commandsExpired(int partition, long begin, long next) {
        return new HistoryMismatch("Partition " + partition + " of the command log begins at offset " + begin
                + ", but PostgreSQL has decided only the commands before " + next
                + ": the commands between were removed by the topic's retention, or by hand.");
    }

    /** The command log ends before the decided commands, and its topic is not the one they were read from. */
    public static HistoryMismatch otherCommandLog(int partition) {
        return new HistoryMismatch(
                "Partition " + partition + " of the command log ends before the commands that PostgreSQL has decided,"
                        + " and its topic is not the one they were read from: it was deleted and recreated, or this"
                        + " database belongs to another Kafka cluster.");
    }

    /** The command log is no longer the topic that commands were decided from. */
    public static HistoryMismatch commandLogReplaced(String found, String known) {
        return new HistoryMismatch(
                "PostgreSQL has decided commands of the topic with id " + known + ", but the command log "
                        + (found.isEmpty()
                                ? "is gone: it was deleted."
                                : "now has id " + found + ": it was deleted and recreated,"
                                        + " or this database belongs to another Kafka cluster."));
    }

    /** PostgreSQL lacks decisions that were reported to Kafka. */
    public static HistoryMismatch decisionsMissing(int partition, long decided, long next) {
        return new HistoryMismatch("Partition " + partition + " of the command log was decided up to offset " + decided
                + ", as the workers reported to Kafka, but PostgreSQL has decided only the commands before " + next
                + ": the database was restored from an older backup.");
    }

    /** The events topic is ahead of the stored events. */
    public static HistoryMismatch eventsMissing(int partition, long tail, long head) {
        return new HistoryMismatch("Partition " + partition + " of the events topic has position " + tail
                + ", but PostgreSQL ends at " + head
                + ": the database was restored from an older backup, or this topic belongs to another database.");
    }
}
