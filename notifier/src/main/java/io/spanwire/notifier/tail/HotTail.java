package io.spanwire.notifier.tail;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.RecentEvent;
import io.spanwire.notifier.cursor.RecentEvents;
import io.spanwire.notifier.cursor.RecentPositions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of all streams in memory, by stream and by partition, bounded in bytes; the oldest arrival is evicted first. A cache: missing
 * events are read from history. One thread appends, any thread reads, without locks.
 */
public final class HotTail implements RecentEvents, RecentPositions {
    /** Heap bytes of an event besides its text: object headers, queue and ring slots. */
    private static final int OVERHEAD = 128;

    private final long budget;
    private final ConcurrentMap<StreamId, EventRing<StoredEvent>> streams = new ConcurrentHashMap<>();
    private final List<EventRing<RecentEvent>> partitions;
    private final Queue<Arrival> arrivals = new ArrayDeque<>();
    private volatile long bytes;
    private long arrived;

    private record Arrival(int partition, RecentEvent recent) {
        StoredEvent event() {
            return recent.event();
        }
    }

    /**
     * @param budget maximum bytes of heap
     * @param partitions of the installation
     */
    public HotTail(long budget, int partitions) {
        this.budget = budget;
        this.partitions = Stream.generate(() ->
                        new EventRing<RecentEvent>(recent -> recent.event().position()))
                .limit(partitions)
                .toList();
    }

    @Override
    public @Nullable StoredEvent find(StreamId stream, long version) {
        EventRing<StoredEvent> ring = streams.get(stream);
        return ring == null ? null : ring.find(version);
    }

    @Override
    public @Nullable RecentEvent at(int partition, long position) {
        return partitions.get(partition).find(position);
    }

    /** Adds an event of a partition and evicts the oldest until the budget holds. Called by the one writer only. */
    public void append(int partition, StoredEvent event) {
        long used = bytes + cost(event);
        streams.computeIfAbsent(event.stream(), absent -> new EventRing<>(StoredEvent::version))
                .put(event);
        RecentEvent recent = new RecentEvent(++arrived, event);
        partitions.get(partition).put(recent);
        arrivals.add(new Arrival(partition, recent));
        while (used > budget) {
            used -= evict();
        }
        bytes = used;
    }

    /** Removes what is there of a stream. It looks at all events in memory, so it is for rare occasions. The one writer. */
    public void evict(StreamId stream) {
        if (streams.remove(stream) != null) {
            arrivals.removeIf(arrival -> isOf(stream, arrival));
            bytes = arrivals.stream()
                    .mapToLong(arrival -> cost(arrival.event()))
                    .sum();
        }
    }

    private boolean isOf(StreamId stream, Arrival arrival) {
        if (!arrival.event().stream().equals(stream)) {
            return false;
        }
        partitions.get(arrival.partition()).remove(arrival.recent());
        return true;
    }

    /** Bytes in use. */
    public long bytes() {
        return bytes;
    }

    private long evict() {
        Arrival arrival = arrivals.remove();
        StoredEvent oldest = arrival.event();
        partitions.get(arrival.partition()).remove(arrival.recent());
        EventRing<StoredEvent> ring = streams.get(oldest.stream());
        if (ring != null && ring.remove(oldest)) {
            streams.remove(oldest.stream());
        }
        return cost(oldest);
    }

    private static long cost(StoredEvent event) {
        return (long) event.body().length() + OVERHEAD;
    }
}
