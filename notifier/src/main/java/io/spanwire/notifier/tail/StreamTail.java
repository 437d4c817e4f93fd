package io.spanwire.notifier.tail;

import io.spanwire.bus.message.StoredEvent;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one stream: a ring indexed by the low bits of the version. One writer, any reader; a reader sees
 * the event it asks for or nothing.
 */
final class StreamTail {
    private static final int SMALLEST = 4;

    private volatile AtomicReferenceArray<@Nullable StoredEvent> ring = new AtomicReferenceArray<>(SMALLEST);
    private int live;

    @Nullable
    StoredEvent find(long version) {
        AtomicReferenceArray<@Nullable StoredEvent> current = ring;
        StoredEvent event = current.get(slot(current, version));
        return event != null && event.version() == version ? event : null;
    }

    /** Takes an event in. In a stream with holes it may displace an older one: that is no longer found. */
    void put(StoredEvent event) {
        if (live == ring.length()) {
            grow();
        }
        StoredEvent displaced = ring.getAndSet(slot(ring, event.version()), event);
        live += displaced == null ? 1 : 0;
    }

    /** Lets an event go, if it is still here; true when nothing is left. */
    boolean remove(StoredEvent event) {
        if (ring.compareAndSet(slot(ring, event.version()), event, null)) {
            live--;
        }
        return live == 0;
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
