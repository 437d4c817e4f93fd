package io.spanwire.projections.lane;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cache of stream states, bounded; the least recently used leaves first. A state is valid while the lane's claim on
 * its partition holds; {@link #evict} it when that is uncertain. One thread.
 */
final class StreamCache {
    private final int maxStreams;
    private final Partitioning partitioning;
    private final Map<StreamId, StreamState<?>> states = new LinkedHashMap<>(16, 0.75f, true);

    StreamCache(int maxStreams, Partitioning partitioning) {
        this.maxStreams = maxStreams;
        this.partitioning = partitioning;
    }

    Optional<StreamState<?>> find(StreamId stream) {
        return Optional.ofNullable(states.get(stream));
    }

    void putAll(Map<StreamId, StreamState<?>> committed) {
        states.putAll(committed);
        var eldest = states.keySet().iterator();
        for (int excess = states.size() - maxStreams; excess > 0; excess--) {
            eldest.next();
            eldest.remove();
        }
    }

    void remove(StreamId stream) {
        states.remove(stream);
    }

    void clear() {
        states.clear();
    }

    void evict(Collection<Integer> partitions) {
        Set<Integer> evicted = Set.copyOf(partitions);
        states.keySet().removeIf(stream -> evicted.contains(partitioning.of(stream)));
    }
}
