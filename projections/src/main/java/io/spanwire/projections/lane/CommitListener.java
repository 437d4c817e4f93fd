package io.spanwire.projections.lane;

import io.spanwire.projections.journal.BatchChanges.Appended;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Learns which partitions a lane has and what it commits there. Called on the lane's thread, so it must not block or throw.
 */
public interface CommitListener {
    /** Nobody listens. */
    CommitListener NONE = new CommitListener() {};

    /** Two that listen, one after the other. */
    static CommitListener both(CommitListener first, CommitListener second) {
        return new CommitListener() {
            @Override
            public void joined(Map<Integer, Long> heads) {
                first.joined(heads);
                second.joined(heads);
            }

            @Override
            public void released(Collection<Integer> partitions) {
                first.released(partitions);
                second.released(partitions);
            }

            @Override
            public void committed(List<Appended> events, Map<Integer, Instant> timers) {
                first.committed(events, timers);
                second.committed(events, timers);
            }
        };
    }

    /** The lane has these partitions now, or has read their heads again after a failure. */
    default void joined(Map<Integer, Long> heads) {}

    /** The lane has these partitions no more. */
    default void released(Collection<Integer> partitions) {}

    /**
     * Events are committed, those of a partition in the order of their positions.
     *
     * @param timers when the earliest of the timers is due that were set, by partition
     */
    default void committed(List<Appended> events, Map<Integer, Instant> timers) {}
}
