package io.spanwire.notifier.tail;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.RecentEvents;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of all streams in memory, bounded in bytes; the oldest arrival is evicted first. A cache: missing
 * events are read from history. One thread appends, any thread reads, without locks.
 */
public final class HotTail implements RecentEvents {
    /** Heap bytes of an event besides its text: object headers, queue and ring slots. */
    private static final int OVERHEAD = 128;

    private final long budget;
    private final ConcurrentMap<StreamId, StreamTail> streams = new ConcurrentHashMap<>();
    private final Queue<StoredEvent> arrivals = new ArrayDeque<>();
    private volatile long bytes;

    /** @param budget maximum bytes of heap */
    public HotTail(long budget) {
        this.budget = budget;
    }

    @Override
    public @Nullable StoredEvent find(StreamId stream, long version) {
        StreamTail tail = streams.get(stream);
        return tail == null ? null : tail.find(version);
    }

    /** Adds an event and evicts the oldest until the budget holds. Called by the one writer only. */
    public void append(StoredEvent event) {
        long used = bytes + cost(event);
        streams.computeIfAbsent(event.stream(), absent -> new StreamTail()).put(event);
        arrivals.add(event);
        while (used > budget) {
            used -= evict();
        }
        bytes = used;
    }

    /** Removes what is there of a stream. It looks at all events in memory, so it is for rare occasions. The one writer. */
    public void evict(StreamId stream) {
        if (streams.remove(stream) != null) {
            arrivals.removeIf(event -> event.stream().equals(stream));
            bytes = arrivals.stream().mapToLong(HotTail::cost).sum();
        }
    }

    /** Bytes in use. */
    public long bytes() {
        return bytes;
    }

    private long evict() {
        StoredEvent oldest = arrivals.remove();
        StreamTail tail = streams.get(oldest.stream());
        if (tail != null && tail.remove(oldest)) {
            streams.remove(oldest.stream());
        }
        return cost(oldest);
    }

    private static long cost(StoredEvent event) {
        return (long) event.body().length() + OVERHEAD;
    }
}
