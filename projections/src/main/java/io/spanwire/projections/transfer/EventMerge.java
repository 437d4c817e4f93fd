package io.spanwire.projections.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The events of several partitions as one sequence: in order within each partition, and by time between them, because
 * projections may have rules across streams. A command's events have one time, so they stay together.
 */
final class EventMerge {
    private final List<EventCursor> cursors;
    private final PriorityQueue<Next> queue = new PriorityQueue<>(
            Comparator.comparing((Next next) -> next.entry().event().at())
                    .thenComparing(next -> next.entry().partition()));

    private record Next(EventCursor cursor, EventCursor.Entry entry) {}

    EventMerge(List<EventCursor> cursors) {
        this.cursors = new ArrayList<>(cursors);
        this.cursors.forEach(this::enqueue);
    }

    /** Takes the next event; empty at the end. */
    Optional<EventCursor.Entry> next() {
        Next next = queue.poll();
        if (next == null) {
            return Optional.empty();
        }
        next.cursor().remove();
        enqueue(next.cursor());
        return Optional.of(next.entry());
    }

    /** Number of positions that were passed. */
    long passed() {
        return cursors.stream().mapToLong(EventCursor::passed).sum();
    }

    private void enqueue(EventCursor cursor) {
        cursor.peek().ifPresent(entry -> queue.add(new Next(cursor, entry)));
    }
}
