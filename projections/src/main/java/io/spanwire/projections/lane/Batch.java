package io.spanwire.projections.lane;

import io.spanwire.bus.message.StreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Everything one poll brought, in offset order within each partition: decided together, in one transaction. */
record Batch(List<Item> items) {
    Batch {
        items = List.copyOf(items);
    }

    /** The first offset of each partition. */
    Map<Integer, Long> firstOffsets() {
        Map<Integer, Long> first = new HashMap<>();
        items.forEach(item -> first.putIfAbsent(item.partition(), item.offset()));
        return first;
    }

    /** The offset behind the last one of each partition. */
    Map<Integer, Long> nextOffsets() {
        Map<Integer, Long> next = new HashMap<>();
        items.forEach(item -> next.put(item.partition(), item.offset() + 1));
        return next;
    }

    Set<UUID> commands() {
        Set<UUID> ids = new HashSet<>();
        for (Item item : items) {
            if (item instanceof Item.Request request) {
                ids.add(request.command().id());
            }
        }
        return ids;
    }

    Set<StreamId> streams() {
        Set<StreamId> streams = new HashSet<>();
        for (Item item : items) {
            if (item instanceof Item.Request request) {
                streams.add(request.command().stream());
            }
        }
        return streams;
    }
}
