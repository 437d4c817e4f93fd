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
 * @param forgettings how many subjects were forgotten so far, the same in all partitions: what was remembered before the
 *     last one may hold personal data or a destroyed key
 */
public record PartitionProgress(long nextOffset, int leaderEpoch, long head, long forgettings) {
    /** No record was read yet, or the broker gave no epoch. */
    public static final int UNKNOWN = -1;

    /** The progress of an installation that has never forgotten anybody. */
    public PartitionProgress(long nextOffset, int leaderEpoch, long head) {
        this(nextOffset, leaderEpoch, head, 0);
    }

    /** The same with another head. */
    public PartitionProgress withHead(long other) {
        return new PartitionProgress(nextOffset, leaderEpoch, other, forgettings);
    }

    /** How many subjects were forgotten when the newest of these was read. */
    public static long forgettings(Map<Integer, PartitionProgress> progress) {
        return progress.values().stream()
                .mapToLong(PartitionProgress::forgettings)
                .max()
                .orElse(0);
    }

    /** The head of each partition. */
    public static Map<Integer, Long> heads(Map<Integer, PartitionProgress> progress) {
        Map<Integer, Long> heads = new HashMap<>();
        progress.forEach((partition, each) -> heads.put(partition, each.head()));
        return heads;
    }
}
