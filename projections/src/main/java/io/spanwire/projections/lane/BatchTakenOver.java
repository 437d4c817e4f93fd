package io.spanwire.projections.lane;

import java.util.Collection;
import java.util.List;

/** The stored offsets are not those of the batch: another lane, or this one, has already decided it. */
final class BatchTakenOver extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Integer> partitions;

    BatchTakenOver(Collection<Integer> partitions) {
        super("The claim on partitions " + partitions + " does not hold", null, false, false);
        this.partitions = List.copyOf(partitions);
    }

    List<Integer> partitions() {
        return partitions;
    }
}
