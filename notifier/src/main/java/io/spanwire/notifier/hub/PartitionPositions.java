package io.spanwire.notifier.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The last known position of every partition. Positions are dense, so each arrival is the next one, a duplicate
 * (published twice), or reveals a gap. Thread-safe; last positions only grow.
 */
final class PartitionPositions {
    private static final long UNKNOWN = -1;

    private final AtomicLongArray last;

    /** The relation of a position to the previous ones. */
    sealed interface Arrival {
        /** It follows the last one. */
        record Next() implements Arrival {}

        /** It is not newer than the last one. */
        record Duplicate() implements Arrival {}

        /** It is newer, and these positions before it, both inclusive, did not arrive. */
        record Gap(int partition, long from, long to) implements Arrival {}
    }

    private static final Arrival NEXT = new Arrival.Next();
    private static final Arrival DUPLICATE = new Arrival.Duplicate();

    PartitionPositions(int partitions) {
        last = new AtomicLongArray(partitions);
        for (int i = 0; i < partitions; i++) {
            last.set(i, UNKNOWN);
        }
    }

    /** Initializes partitions with the last positions in history, unless an event has already arrived. */
    void startAt(Map<Integer, Long> heads) {
        heads.forEach((partition, head) -> last.compareAndSet(partition, UNKNOWN, head));
    }

    /** Records the arrival of an event. */
    Arrival arrive(int partition, long position) {
        long before = last.getAndAccumulate(partition, position, Math::max);
        if (before == UNKNOWN || position == before + 1) {
            return NEXT;
        }
        return position <= before ? DUPLICATE : new Arrival.Gap(partition, before + 1, position - 1);
    }

    /** Records a position that history had at the previous scan: events up to it that have not arrived are missing. */
    Arrival overdue(int partition, long position) {
        long before = last.getAndAccumulate(partition, position, Math::max);
        return before == UNKNOWN || position <= before ? DUPLICATE : new Arrival.Gap(partition, before + 1, position);
    }

    /** The last position of every partition, where known. */
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
}
