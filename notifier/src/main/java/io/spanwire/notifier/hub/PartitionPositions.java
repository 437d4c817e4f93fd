package io.spanwire.notifier.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The last position known of every partition. Positions are dense, so each arrival is the next one, an old one (published
 * twice), or shows a gap. Thread-safe; last positions only grow.
 */
final class PartitionPositions {
    private static final long UNKNOWN = -1;

    private final AtomicLongArray last;

    /** What a position says about those before it. */
    sealed interface Arrival {
        /** It follows the last one. */
        record Next() implements Arrival {}

        /** It was here before. */
        record Old() implements Arrival {}

        /** It is new, and these before it, both inclusive, did not arrive. */
        record Behind(int partition, long from, long to) implements Arrival {}
    }

    private static final Arrival NEXT = new Arrival.Next();
    private static final Arrival OLD = new Arrival.Old();

    PartitionPositions(int partitions) {
        last = new AtomicLongArray(partitions);
        for (int i = 0; i < partitions; i++) {
            last.set(i, UNKNOWN);
        }
    }

    /** What history had when nobody subscribed yet; a partition from which something has arrived knows better. */
    void startAt(Map<Integer, Long> heads) {
        heads.forEach((partition, head) -> last.compareAndSet(partition, UNKNOWN, head));
    }

    /** An event of this position has arrived. */
    Arrival arrive(int partition, long position) {
        long before = last.getAndAccumulate(partition, position, Math::max);
        if (before == UNKNOWN || position == before + 1) {
            return NEXT;
        }
        return position <= before ? OLD : new Arrival.Behind(partition, before + 1, position - 1);
    }

    /** History has had this position for long; whatever did not arrive up to it is not waited for. */
    Arrival overdue(int partition, long position) {
        long before = last.getAndAccumulate(partition, position, Math::max);
        return before == UNKNOWN || position <= before ? OLD : new Arrival.Behind(partition, before + 1, position);
    }

    /** The last position of every partition of which one is known. */
    Map<Integer, Long> known() {
        Map<Integer, Long> known = new HashMap<>();
        for (int partition = 0; partition < last.length(); partition++) {
            long position = last.get(partition);
            if (position != UNKNOWN) {
                known.put(partition, position);
            }
        }
        return known;
    }

    int partitions() {
        return last.length();
    }
}
