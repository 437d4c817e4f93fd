package io.spanwire.projections.relay;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The check that PostgreSQL has every event of the events topic, made before a process serves or decides anything: a
 * database restored from an older backup lacks some. Blocking; passes on the exceptions of Kafka and PostgreSQL.
 */
public final class HistoryCheck {
    private final TopicTail tail;
    private final Supplier<Map<Integer, Long>> heads;

    /** @param heads reads the last position of every partition from PostgreSQL */
    public HistoryCheck(TopicTail tail, Supplier<Map<Integer, Long>> heads) {
        this.tail = tail;
        this.heads = heads;
    }

    /**
     * Compares both.
     *
     * @throws HistoryMismatch when the topic is ahead of PostgreSQL
     */
    public void check(Collection<Integer> partitions) {
        // the topic first: an event is committed before it is published, so PostgreSQL, read later, must have it
        Map<Integer, Long> tails = tail.positions(partitions, Map.of());
        Map<Integer, Long> stored = heads.get();
        tails.forEach((partition, position) -> refuseAhead(partition, position, stored.getOrDefault(partition, 0L)));
    }

    static void refuseAhead(int partition, long position, long head) {
        if (position > head) {
            throw HistoryMismatch.eventsMissing(partition, position, head);
        }
    }
}
