package io.spanwire.notifier.history;

import io.spanwire.notifier.cursor.FeedPositions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The merging of partitions' next events into one page, by time. A partition's own order is kept: an event whose time is
 * earlier than that of the event before it counts as being of the same time. Pure.
 *
 * <h2>The cut</h2>
 *
 * Of each partition some events were read. What follows the last one of them is unknown, so events that are later than
 * that one are left for the next page, unless the partition has none that follow.
 */
final class FeedMerge {
    private FeedMerge() {}

    /**
     * What was read of one partition.
     *
     * @param through the position up to which it was read
     * @param isWhole whether nothing that is wanted follows
     * @param micros the time up to which it was read, if more follows
     */
    record Part(int partition, long through, boolean isWhole, long micros, List<FeedEvent> events) {
        /** The events with the times that order them. */
        private List<Timed> timed() {
            List<Timed> timed = new ArrayList<>(events.size());
            long newest = Long.MIN_VALUE;
            for (FeedEvent event : events) {
                newest = Math.max(newest, event.micros());
                timed.add(new Timed(newest, event));
            }
            return timed;
        }

        private long limit() {
            long newest = events.stream().mapToLong(FeedEvent::micros).max().orElse(Long.MIN_VALUE);
            return isWhole ? Long.MAX_VALUE : Math.max(newest, micros);
        }
    }

    private record Timed(long micros, FeedEvent event) {}

    /** The next events of one partition, at least one. */
    private static final class Remaining {
        private final List<Timed> events;
        private int next;

        Remaining(List<Timed> events) {
            this.events = events;
        }

        Timed first() {
            return events.get(next);
        }

        boolean advance() {
            next++;
            return next < events.size();
        }
    }

    /** @param after by partition, the position behind which was read */
    static FeedPage merge(long[] after, List<Part> parts) {
        long cut = parts.stream().mapToLong(Part::limit).min().orElse(Long.MAX_VALUE);
        long[] through = after.clone();
        PriorityQueue<Remaining> queue = new PriorityQueue<>(
                Comparator.<Remaining>comparingLong(each -> each.first().micros())
                        .thenComparingInt(each -> each.first().event().partition()));
        for (Part part : parts) {
            List<Timed> timed = part.timed();
            List<Timed> kept =
                    timed.stream().takeWhile(each -> each.micros() <= cut).toList();
            through[part.partition()] = kept.size() == timed.size()
                    ? part.through()
                    : timed.get(kept.size()).event().position() - 1;
            if (!kept.isEmpty()) {
                queue.add(new Remaining(kept));
            }
        }
        return page(ordered(queue), through);
    }

    private static List<FeedEvent> ordered(PriorityQueue<Remaining> queue) {
        List<FeedEvent> events = new ArrayList<>();
        while (!queue.isEmpty()) {
            Remaining earliest = queue.remove();
            events.add(earliest.first().event());
            if (earliest.advance()) {
                queue.add(earliest);
            }
        }
        return events;
    }

    private static FeedPage page(List<FeedEvent> events, long[] through) {
        return new FeedPage(
                new FeedPositions(
                        events.stream().mapToInt(FeedEvent::partition).toArray(),
                        events.stream().mapToLong(FeedEvent::position).toArray(),
                        through),
                events);
    }

    /** The positions of some of a page's events. */
    static FeedPositions positions(List<FeedEvent> events, FeedPositions all) {
        return all.only(
                events.stream().mapToInt(FeedEvent::partition).toArray(),
                events.stream().mapToLong(FeedEvent::position).toArray());
    }
}
