package io.spanwire.projections;

import java.time.Duration;

/**
 * The settings of a worker.
 *
 * @param lanes loops in this process, each with a Kafka consumer and a database connection; 1 or more
 * @param member a name of this process that survives its restart, or empty; with it, a restarted process gets its
 *     partitions back at once
 * @param maxCommands maximum number of commands in one transaction
 * @param maxStreams maximum number of stream states each lane caches
 * @param snapshotEvery number of events between two snapshots of a stream
 * @param statementTimeout how long one statement may run; a projection that always runs longer parks its stream
 * @param relayLinger how long a committed event may wait for others before it is sent to Kafka; zero unless the edge and
 *     the notifier of this process are the only ones
 */
public record WorkerSettings(
        int lanes,
        String member,
        int maxCommands,
        int maxStreams,
        int snapshotEvery,
        Duration statementTimeout,
        Duration relayLinger) {
    public WorkerSettings {
        requireAtLeastOne("lanes", lanes);
        requireAtLeastOne("maxCommands", maxCommands);
        requireAtLeastOne("maxStreams", maxStreams);
        requireAtLeastOne("snapshotEvery", snapshotEvery);
        requireAtLeastOne("statementTimeout in seconds", Math.toIntExact(statementTimeout.toSeconds()));
    }

    /** One lane, 1,000 commands a transaction, 20,000 cached streams, a snapshot every 500 events, 20 s a statement. */
    public static WorkerSettings standard() {
        return new WorkerSettings(1, "", 1_000, 20_000, 500, Duration.ofSeconds(20), Duration.ZERO);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
