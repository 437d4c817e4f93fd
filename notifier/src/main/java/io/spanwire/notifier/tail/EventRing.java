package io.spanwire.notifier.tail;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one stream or partition: a ring buffer indexed by the low bits of their number, a stream's version
 * or a partition's position. One writer, any number of readers; a reader gets the event with the requested number or null.
 *
 * @param <T> holds an event
 */
final class EventRing<T> {
    private static final int INITIAL_SIZE = 4;

    private volatile AtomicReferenceArray<@Nullable T> ring = new AtomicReferenceArray<>(INITIAL_SIZE);
    private final ToLongFunction<T> number;
    private int size;

    EventRing(ToLongFunction<T> number) {
        this.number = number;
    }

    @Nullable
    T find(long wanted) {
        AtomicReferenceArray<@Nullable T> current = ring;
        T event = current.get(slot(current, wanted));
        return event != null && number.applyAsLong(event) == wanted ? event : null;
    }

    /** Adds an event. Where numbers are missing it may replace an older one, which is then no longer found. */
    void put(T event) {
        if (size == ring.length()) {
            grow();
        }
        T displaced = ring.getAndSet(slot(ring, number.applyAsLong(event)), event);
        size += displaced == null ? 1 : 0;
    }

    /** Removes an event if it is still present; true when the tail is empty. */
    boolean remove(T event) {
        if (ring.compareAndSet(slot(ring, number.applyAsLong(event)), event, null)) {
            size--;
        }
        return size == 0;
    }

    private void grow() {
        AtomicReferenceArray<@Nullable T> wider = new AtomicReferenceArray<>(ring.length() * 2);
        for (int i = 0; i < ring.length(); i++) {
            T event = ring.get(i);
            if (event != null) {
                wider.set(slot(wider, number.applyAsLong(event)), event);
            }
        }
        ring = wider;
    }

    private static int slot(AtomicReferenceArray<?> ring, long number) {
        return (int) (number & (ring.length() - 1));
    }
}
