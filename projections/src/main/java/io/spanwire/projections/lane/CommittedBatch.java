package io.spanwire.projections.lane;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction made durable.
 *
 * @param parked how many streams and commands more are parked now, by partition
 * @param finished whether its part of the command log is done; if not, it is to be run again
 */
record CommittedBatch(
        List<Appended> events,
        List<Reply> replies,
        Map<StreamId, StreamState<?>> states,
        Map<Integer, PartitionProgress> progress,
        Map<Integer, ParkingChanges.Count> parked,
        boolean finished) {

    /** As the relay sends them: each partition's in position order. */
    Map<Integer, List<StoredEvent>> eventsByPartition() {
        Map<Integer, List<StoredEvent>> byPartition = new HashMap<>();
        for (Appended event : events) {
            byPartition
                    .computeIfAbsent(event.partition(), first -> new ArrayList<>())
                    .add(event.stored());
        }
        return byPartition;
    }

    /** An outcome, and the partition of {@code spanwire.outcomes} where it is awaited. */
    record Reply(Outcome outcome, int partition) {}
}
