package io.spanwire.notifier.tail;

import io.spanwire.bus.message.StoredEvent;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one stream: a ring buffer indexed by the low bits of the version. One writer, any number of
 * readers; a reader gets the event with the requested version or null.
 */
final class StreamTail {
    private static final int INITIAL_SIZE = 4;

    private volatile AtomicReferenceArray<@Nullable StoredEvent> ring = new AtomicReferenceArray<>(INITIAL_SIZE);
    private int size;

    @Nullable
    StoredEvent find(long version) {
        AtomicReferenceArray<@Nullable StoredEvent> current = ring;
        StoredEvent event = current.get(slot(current, version));
        return event != null && event.version() == version ? event : null;
    }

    /** Adds an event. In a stream with holes it may replace an older one, which is then no longer found. */
    void put(StoredEvent event) {
        if (size == ring.length()) {
            grow();
        }
        StoredEvent displaced = ring.getAndSet(slot(ring, event.version()), event);
        size += displaced == null ? 1 : 0;
    }

    /** Removes an event if it is still present; true when the tail is empty. */
    boolean remove(StoredEvent event) {
        if (ring.compareAndSet(slot(ring, event.version()), event, null)) {
            size--;
        }
        return size == 0;
    }

    private void grow() {
        AtomicReferenceArray<@Nullable StoredEvent> wider = new AtomicReferenceArray<>(ring.length() * 2);
        for (int i = 0; i < ring.length(); i++) {
            StoredEvent event = ring.get(i);
            if (event != null) {
                wider.set(slot(wider, event.version()), event);
            }
        }
        ring = wider;
    }

    private static int slot(AtomicReferenceArray<?> ring, long version) {
        return (int) (version & (ring.length() - 1));
    }
}
