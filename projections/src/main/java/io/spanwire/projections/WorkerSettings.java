package io.spanwire.projections;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param lanes loops in this process, each with a Kafka consumer and a database connection; 1 or more
 * @param member a name of this process that survives its restart, or empty; with it, a restart takes its partitions back
 *     at once
 * @param maxCommands commands in one transaction, at most
 * @param maxStreams stream states kept in memory by each lane, at most
 * @param snapshotEvery events between two snapshots of a stream
 * @param statementTimeout how long one statement may run; a projection that always runs longer parks its stream
 */
public record WorkerSettings(
        int lanes, String member, int maxCommands, int maxStreams, int snapshotEvery, Duration statementTimeout) {
    public WorkerSettings {
        atLeastOne("lanes", lanes);
        atLeastOne("mostCommands", maxCommands);
        atLeastOne("mostStreams", maxStreams);
        atLeastOne("snapshotEvery", snapshotEvery);
        atLeastOne("longestStatement in seconds", Math.toIntExact(statementTimeout.toSeconds()));
    }

    /** One lane, batches to 1,000 commands, 20,000 streams in memory, a snapshot every 500 events, statements to 20 s. */
    public static WorkerSettings standard() {
        return new WorkerSettings(1, "", 1_000, 20_000, 500, Duration.ofSeconds(20));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + value);
        }
    }
}
