package io.spanwire.projections.journal;

import java.util.Collection;
import java.util.Map;

/** The stored progress of the partitions, used outside a transaction. Calls block until answered. */
public interface PartitionProgressStore {
    /** The identity of the stored history. */
    HistoryIdentity history();

    Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions);

    /**
     * Moves a partition back to a lower offset, unless its offset has changed since it was read.
     *
     * @param offset the end of the truncated command log
     * @param topic Kafka's id of the command log; nothing changes when the installation has another one
     */
    void rewind(int partition, PartitionProgress read, long offset, String topic);
}
