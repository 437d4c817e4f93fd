package io.spanwire.projections.relay;

import java.util.Collection;
import java.util.Map;

/** Looks up how far the events topic reaches. */
@FunctionalInterface
public interface TopicTail {
    /**
     * The last position of each partition.
     *
     * @param heads the partitions' heads: where a topic once had records and retention has taken them all, they had been
     *     sent, so its tail is the head, or 0 where that is not given; a topic that never had any is at 0
     */
    Map<Integer, Long> positions(Collection<Integer> partitions, Map<Integer, Long> heads);
}
