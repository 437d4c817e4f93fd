package io.spanwire.projections.relay;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sees whether PostgreSQL has every event that the events topic has, before a process serves or decides anything: a database
 * restored from an older backup has not. Blocking, and fails as its two sides do.
 */
public final class HistoryCheck {
    private final TopicTail tail;
    private final Supplier<Map<Integer, Long>> heads;

    /** @param heads asks PostgreSQL for the last position of every partition */
    public HistoryCheck(TopicTail tail, Supplier<Map<Integer, Long>> heads) {
        this.tail = tail;
        this.heads = heads;
    }

    /**
     * Asks both.
     *
     * @throws HistoryMismatch when the topic is ahead
     */
    public void check(Collection<Integer> partitions) {
        // the topic first: an event is committed before it is published, so PostgreSQL, asked later, has what the topic
        // had
        Map<Integer, Long> tails = tail.positions(partitions, Map.of());
        Map<Integer, Long> known = heads.get();
        tails.forEach((partition, position) -> refuseAhead(partition, position, known.getOrDefault(partition, 0L)));
    }

    static void refuseAhead(int partition, long position, long head) {
        if (position > head) {
            throw HistoryMismatch.eventsMissing(partition, position, head);
        }
    }
}
