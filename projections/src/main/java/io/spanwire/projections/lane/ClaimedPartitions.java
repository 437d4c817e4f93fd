package io.spanwire.projections.lane;

import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The progress of a lane's partitions as this lane has left it, and how much is parked in them. Valid like a cached
 * stream while the lane's claim holds; {@link #evict} it when that is uncertain. One thread.
 */
final class ClaimedPartitions {
    private final Map<Integer, PartitionProgress> progress = new HashMap<>();
    private final Map<Integer, ParkingChanges.Count> parked = new HashMap<>();

    /** Takes what was read when the partitions were joined; a partition without parked streams has no count. */
    void join(Map<Integer, PartitionProgress> joined, Map<Integer, ParkingChanges.Count> counts) {
        joined.forEach((partition, each) -> {
            progress.put(partition, each);
            parked.put(partition, counts.getOrDefault(partition, ParkingChanges.Count.NONE));
        });
    }

    void committed(CommittedBatch batch) {
        batch.progress().forEach((partition, moved) -> progress.computeIfPresent(partition, (same, before) -> moved));
        batch.parked()
                .forEach((partition, more) -> parked.computeIfPresent(partition, (same, count) -> count.plus(more)));
    }

    void evict(Collection<Integer> partitions) {
        progress.keySet().removeAll(partitions);
        parked.keySet().removeAll(partitions);
    }

    /** The progress of the batch's partitions, if the batch continues each exactly and nothing is parked in them. */
    Optional<Map<Integer, PartitionProgress>> progressFor(Batch batch) {
        Map<Integer, PartitionProgress> found = new HashMap<>();
        for (Map.Entry<Integer, Long> first : batch.firstOffsets().entrySet()) {
            PartitionProgress known = progress.get(first.getKey());
            if (known == null
                    || known.nextOffset() != first.getValue()
                    || !ParkingChanges.Count.NONE.equals(parked.get(first.getKey()))) {
                return Optional.empty();
            }
            found.put(first.getKey(), known);
        }
        return Optional.of(found);
    }
}
