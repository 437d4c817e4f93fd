package io.spanwire.projections.journal;

import java.util.Collection;
import java.util.Map;

/** How far each partition of the command log is decided. Calls wait for their answers. */
public interface PartitionProgressStore {
    /** Which history this is, outside a transaction. */
    HistoryIdentity history();

    /** Where partitions stand, outside a transaction. */
    Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions);

    /**
     * Lets a partition go on at a lower offset, outside a transaction, unless it has moved since it was read.
     *
     * @param offset where the command log was cut
     * @param topic Kafka's id of the command log; nothing happens when it is not that of this installation
     */
    void setBack(int partition, PartitionProgress read, long offset, String topic);
}
