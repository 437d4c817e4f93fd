package io.spanwire.projections.webhook;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.follower.RecentEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events that webhooks deliver, sealed as they are stored: from memory when they were committed just now, otherwise
 * from the database, archived ones included. Pages begin at fixed positions and are kept for a while, bounded in bytes, so
 * webhooks that are at about the same place read them once. One thread.
 */
final class WebhookPages {
    static final int EVENTS = 200;
    private static final long MAX_BYTES = 16 << 20;

    private final OwnedPartitions partitions;
    private final Map<Key, Page> pages = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    WebhookPages(OwnedPartitions partitions) {
        this.partitions = partitions;
    }

    private record Key(int partition, long number) {}

    private record Page(List<StoredEvent> events, long bytes) {}

    /** Some events of a partition behind a position; none if it is not before the head. */
    List<StoredEvent> after(WebhookTables tables, int partition, long position, long head) {
        if (position >= head) {
            return List.of();
        }
        List<StoredEvent> recent = recent(partition, position, EVENTS);
        if (!recent.isEmpty()) {
            return recent;
        }
        List<StoredEvent> page = page(tables, partition, position / EVENTS, head);
        int skipped = (int) (position % EVENTS);
        return skipped < page.size() ? page.subList(skipped, page.size()) : List.of();
    }

    /** One event; empty when the partition is not here any more. */
    Optional<StoredEvent> at(WebhookTables tables, int partition, long position) {
        long head = partitions.head(partition).orElse(0);
        List<StoredEvent> recent = recent(partition, position - 1, 1);
        return recent.isEmpty()
                ? after(tables, partition, position - 1, head).stream().findFirst()
                : Optional.of(recent.get(0));
    }

    private List<StoredEvent> recent(int partition, long position, int max) {
        return partitions.after(partition, position, max).stream()
                .map(RecentEvent::stored)
                .toList();
    }

    private List<StoredEvent> page(WebhookTables tables, int partition, long number, long head) {
        Key key = new Key(partition, number);
        @Nullable Page known = pages.get(key);
        long end = Math.min((number + 1) * EVENTS, head);
        long size = end - number * EVENTS;
        if (known != null && known.events().size() >= size) {
            return known.events();
        }
        List<StoredEvent> events = tables.events(partition, number * EVENTS, end);
        keep(key, events);
        return events;
    }

    private void keep(Key key, List<StoredEvent> events) {
        long size =
                events.stream().mapToLong(event -> event.body().length() + 200L).sum();
        @Nullable Page before = pages.put(key, new Page(events, size));
        bytes += size - (before == null ? 0 : before.bytes());
        Iterator<Page> oldest = pages.values().iterator();
        while (bytes > MAX_BYTES && pages.size() > 1 && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Forgets all pages: while nothing is read they would take memory only. */
    void clear() {
        pages.clear();
        bytes = 0;
    }
}
