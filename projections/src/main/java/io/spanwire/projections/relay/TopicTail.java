package io.spanwire.projections.relay;

import java.util.Collection;
import java.util.Map;

/** The last position of each partition of the events topic. */
@FunctionalInterface
public interface TopicTail {
    /**
     * Reads the last positions.
     *
     * @param heads the partitions' heads: the tail of a partition whose records were all removed by retention, since
     *     they had been sent; 0 where no head is given. A partition that never had records is at 0
     */
    Map<Integer, Long> positions(Collection<Integer> partitions, Map<Integer, Long> heads);
}
