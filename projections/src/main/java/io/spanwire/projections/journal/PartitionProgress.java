package io.spanwire.projections.journal;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a partition stands.
 *
 * @param nextOffset the first command not decided yet
 * @param leaderEpoch Kafka's leader epoch of the record before it, or {@link #UNKNOWN}: with it, Kafka tells when the log was
 *     truncated below {@code nextOffset} and written on (KIP-320)
 * @param head the position of its last event
 */
public record PartitionProgress(long nextOffset, int leaderEpoch, long head) {
    /** No record was read yet, or its broker told no epoch. */
    public static final int UNKNOWN = -1;

    /** The heads alone. */
    public static Map<Integer, Long> heads(Map<Integer, PartitionProgress> progress) {
        Map<Integer, Long> heads = new HashMap<>();
        progress.forEach((partition, standing) -> heads.put(partition, standing.head()));
        return heads;
    }
}
