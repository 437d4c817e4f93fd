package io.spanwire.projections.journal;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.SubjectKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One transaction of a lane. It begins with {@link #lock} or {@link #lockParked} and ends with {@link #commit}, or it
 * is {@link #commitUnlocked} alone; {@link Journal#inTransaction} rolls it back otherwise. Each call may throw
 * {@link DatabaseUnavailable} and {@link StatementFailed}.
 */
public interface JournalTransaction {
    /**
     * Locks partitions and looks up what a batch needs.
     *
     * @param commands ids whose outcomes are read
     * @param unknown streams that are not cached: their versions and snapshots are read
     * @param streams streams that may be parked
     */
    LockedBatch lock(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams);

    /** Locks a partition and reads the first commands, at most {@code max}, that wait in the order's stream. */
    ParkedCommandPage lockParked(int partition, OperatorOrder order, int max);

    /**
     * The keys of subjects; one that has none gets one. Also before {@link #commitUnlocked}, and then durable at once;
     * otherwise with the transaction.
     */
    Map<String, SubjectKey> keys(Set<String> subjects);

    /** The opened JSON texts of a stream's events after a version, at most {@code max}, by version. */
    Map<Long, String> eventsAfter(StreamId stream, long version, int max);

    /**
     * Moves a reaction past events that are about to be committed, where it has nothing left to react to: an import takes
     * in the past.
     *
     * @param types the names of the events that the reaction takes
     * @param before the partitions' progress before the events
     */
    void skip(
            String reaction,
            Set<String> types,
            Map<Integer, PartitionProgress> before,
            Map<Integer, PartitionProgress> after);

    /**
     * Moves webhooks past events that are about to be committed, where they have nothing left before them.
     *
     * @param before the partitions' progress before the events
     */
    void skipWebhooks(Map<Integer, PartitionProgress> before, Map<Integer, PartitionProgress> after);

    /** Writes the changes and the partitions' progress and commits: durable when it returns. */
    void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress);

    /**
     * Writes and commits like {@link #commit}, without having locked anything, what was decided from memory.
     *
     * @param expected the partitions' progress that the decisions are based on
     * @throws ClaimLost when the stored progress is another
     * @throws DecidedBefore when a command has an outcome already
     */
    void commitUnlocked(
            Map<Integer, PartitionProgress> expected, BatchChanges changes, Map<Integer, PartitionProgress> progress);

    /** Writes one command's changes behind a savepoint: when a statement is refused, only they are undone. */
    void writeOrUndo(BatchChanges changes);
}
