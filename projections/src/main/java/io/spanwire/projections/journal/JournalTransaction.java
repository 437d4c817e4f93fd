package io.spanwire.projections.journal;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One transaction of a lane. It locks its partitions first, with {@link #lock} or {@link #lockParked}, and ends with {@link #commit};
 * {@link Journal#inTransaction} rolls it back otherwise. Each call may throw {@link DatabaseUnavailable} and {@link StatementFailed}.
 */
public interface JournalTransaction {
    /**
     * Locks partitions and looks up what a batch needs.
     *
     * @param commands ids whose outcomes are looked up
     * @param unknown streams whose version and snapshot are looked up
     * @param streams streams that are looked up among the parked ones
     */
    LockedBatch lock(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams);

    /** Locks a partition and looks up the first commands, at most {@code max}, that wait for this order. */
    ParkedCommandPage lockParked(int partition, OperatorOrder order, int max);

    /** The texts of a stream's events after a version, at most {@code max}, by version. */
    Map<Long, String> eventsAfter(StreamId stream, long version, int max);

    /** Writes the changes and the partitions' progress and commits: durable when it returns. */
    void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress);

    /** Writes one command's changes; when a statement is refused, only they are undone and the transaction stays open. */
    void writeOrUndo(BatchChanges changes);
}
