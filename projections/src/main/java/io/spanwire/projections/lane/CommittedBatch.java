package io.spanwire.projections.lane;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The changes a transaction has committed.
 *
 * @param parked the change of the number of parked streams and waiting commands, by partition
 * @param timers when the earliest of the timers is due that were set, by partition
 * @param finished whether the batch is done; if not, it must be run again
 */
record CommittedBatch(
        List<Appended> events,
        List<Reply> replies,
        Map<StreamId, StreamState<?>> states,
        Map<Integer, PartitionProgress> progress,
        Map<Integer, ParkingChanges.Count> parked,
        boolean finished,
        Map<Integer, Instant> timers) {

    /** The events as the relay sends them: each partition's in position order. */
    Map<Integer, List<StoredEvent>> eventsByPartition() {
        return events.stream()
                .collect(Collectors.groupingBy(
                        Appended::partition, Collectors.mapping(Appended::stored, Collectors.toList())));
    }

    /** An outcome, and the partition of {@code spanwire.outcomes} where an edge waits for it. */
    record Reply(Outcome outcome, int partition) {}
}
