package io.spanwire.projections.lane;

import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.Progress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Everything one poll brought, in offset order within each partition: decided together, in one transaction.
 *
 * @param leaderEpochs Kafka's leader epoch of each partition's last record, where known
 */
record Batch(List<Item> items, Map<Integer, Integer> leaderEpochs) {
    Batch {
        items = List.copyOf(items);
    }

    /** The first offset of each partition. */
    Map<Integer, Long> firstOffsets() {
        Map<Integer, Long> first = new HashMap<>();
        items.forEach(item -> first.putIfAbsent(item.partition(), item.offset()));
        return first;
    }

    /** Where each partition stands once the batch is decided. */
    Map<Integer, Progress> progress(Map<Integer, Long> heads) {
        Map<Integer, Progress> progress = new HashMap<>();
        items.forEach(item -> progress.put(
                item.partition(),
                new Progress(
                        item.offset() + 1,
                        leaderEpochs.getOrDefault(item.partition(), Progress.UNKNOWN),
                        heads.getOrDefault(item.partition(), 0L))));
        return progress;
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
