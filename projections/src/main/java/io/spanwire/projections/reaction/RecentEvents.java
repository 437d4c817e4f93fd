package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.RecordedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The events of a partition that were committed last: a bounded number without a hole. Not thread-safe. */
final class RecentEvents {
    private static final int MAX = 1_000;

    private final Deque<Recent> events = new ArrayDeque<>();
    private long head;

    RecentEvents(long head) {
        this.head = head;
    }

    /** An event with its position. */
    record Recent(long position, RecordedEvent<?> recorded) {}

    /** The position of the last event. */
    long head() {
        return head;
    }

    void add(Recent event) {
        if (event.position() != head + 1) {
            events.clear(); // what is between is read from the database
        }
        events.addLast(event);
        head = event.position();
        if (events.size() > MAX) {
            events.removeFirst();
        }
    }

    /** The first events behind a position, at most {@code max}; none if the next one is not here. */
    List<Recent> after(long position, int max) {
        List<Recent> found = new ArrayList<>();
        if (events.isEmpty() || events.getFirst().position() > position + 1) {
            return found;
        }
        for (Recent event : events) {
            if (event.position() > position && found.size() < max) {
                found.add(event);
            }
        }
        return found;
    }
}
