package io.spanwire.projections.journal;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a partition is decided.
 *
 * @param nextOffset offset of the first command not decided yet
 * @param leaderEpoch Kafka's leader epoch of the record before it, or {@link #UNKNOWN}: Kafka uses it to detect that
 *     the log was truncated below {@code nextOffset} and has grown again (KIP-320)
 * @param head position of the last event
 */
public record PartitionProgress(long nextOffset, int leaderEpoch, long head) {
    /** No record was read yet, or the broker gave no epoch. */
    public static final int UNKNOWN = -1;

    /** The head of each partition. */
    public static Map<Integer, Long> heads(Map<Integer, PartitionProgress> progress) {
        Map<Integer, Long> heads = new HashMap<>();
        progress.forEach((partition, each) -> heads.put(partition, each.head()));
        return heads;
    }
}
