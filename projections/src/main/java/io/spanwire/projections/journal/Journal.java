package io.spanwire.projections.journal;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a lane needs of the database: one transaction at a time that locks its partitions first. {@link PostgresJournal} says
 * how it is done. One thread; each call waits for its answer. Each may throw {@link DatabaseUnavailable}, after which
 * nothing is known of the transaction, and {@link StatementFailed}, after which it is rolled back.
 */
public interface Journal extends PartitionProgressStore, AutoCloseable {
    /**
     * Begins, locks these partitions and looks up these commands.
     *
     * @param unknown streams of which it is looked up where they stand
     * @param streams of which it is looked up whether they are parked
     */
    LockedBatch open(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams);

    /** Begins, locks the partition and looks up the first commands that wait for this order, at most so many. */
    ParkedCommandPage openParked(int partition, OperatorOrder order, int most);

    /** The texts of a stream's events behind a version, at most so many, by version. */
    Map<Long, String> eventsAfter(StreamId stream, long version, int most);

    /** Writes, moves the partitions on, commits. When it returns, it is durable. */
    void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress);

    /** Writes one command's changes; when a statement is refused, they are undone and the transaction goes on. */
    void writeOrUndo(BatchChanges changes);

    /** Ends the transaction without effect. */
    void rollback();

    /** What is parked in partitions, outside a transaction; nothing for those that have nothing parked. */
    Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions);

    /** The first streams of partitions that failed with other domains, by name, behind a name; outside a transaction. */
    List<StreamId> parkedUnderOthers(Collection<Integer> partitions, String domainsHash, String after, int most);

    /** A page of a partition's committed events with positions in {@code (after, to]}. */
    List<StoredEvent> eventsBetween(int partition, long after, long to);

    /** Round trips so far. */
    long roundTrips();

    /** Gives the connection up; a transaction still open has no effect. */
    @Override
    void close();
}
