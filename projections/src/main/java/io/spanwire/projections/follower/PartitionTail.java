package io.spanwire.projections.follower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a partition that were committed last: bounded in number and bytes, without a hole. Not thread-safe. */
final class PartitionTail {
    private static final int EVENTS = 1 << 10;
    private static final int MASK = EVENTS - 1;
    private static final long MAX_BYTES = 1 << 20;

    private final @Nullable RecentEvent[] slots = new RecentEvent[EVENTS];
    private long head;
    private long first;
    private long bytes;

    PartitionTail(long head) {
        this.head = head;
        this.first = head + 1;
    }

    /** The position of the last event. */
    long head() {
        return head;
    }

    void add(RecentEvent event) {
        if (event.position() != head + 1) {
            clear(event.position() - 1); // what is between is read from the database
        }
        head = event.position();
        if (head - first >= EVENTS) {
            removeFirst();
        }
        slots[(int) head & MASK] = event;
        bytes += bytes(event);
        while (bytes > MAX_BYTES && first < head) {
            removeFirst();
        }
    }

    /** Notes that events up to a position are committed. */
    void atLeast(long position) {
        if (position > head) {
            clear(position);
        }
    }

    private void clear(long position) {
        while (first <= head) {
            removeFirst();
        }
        head = position;
        first = position + 1;
    }

    private void removeFirst() {
        RecentEvent removed = slots[(int) first & MASK];
        slots[(int) first & MASK] = null;
        bytes -= removed == null ? 0 : bytes(removed);
        first++;
    }

    private static long bytes(RecentEvent event) {
        return event.stored().body().length();
    }

    /** The first events behind a position, at most {@code max}; none if the next one is not here. */
    List<RecentEvent> after(long position, int max) {
        List<RecentEvent> found = new ArrayList<>();
        if (position + 1 < first) {
            return found;
        }
        for (long next = position + 1; next <= head && found.size() < max; next++) {
            RecentEvent event = slots[(int) next & MASK];
            if (event == null) {
                return found;
            }
            found.add(event);
        }
        return found;
    }
}
