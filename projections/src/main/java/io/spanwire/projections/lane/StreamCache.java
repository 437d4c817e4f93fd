package io.spanwire.projections.lane;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.StreamState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The states of streams a lane has worked on, least recently used first out. True as long as the lane's claim on the
 * partition is unbroken; {@link #forget} it when that is not sure. One thread.
 */
final class StreamCache {
    private final int most;
    private final Partitioning partitioning;
    private final Map<StreamId, StreamState<?>> states = new LinkedHashMap<>(16, 0.75f, true);

    StreamCache(int most, Partitioning partitioning) {
        this.most = most;
        this.partitioning = partitioning;
    }

    Optional<StreamState<?>> find(StreamId stream) {
        return Optional.ofNullable(states.get(stream));
    }

    void keep(Map<StreamId, StreamState<?>> committed) {
        states.putAll(committed);
        var eldest = states.keySet().iterator();
        for (int over = states.size() - most; over > 0; over--) {
            eldest.next();
            eldest.remove();
        }
    }

    void forget(Collection<Integer> partitions) {
        Set<Integer> lost = Set.copyOf(partitions);
        states.keySet().removeIf(stream -> lost.contains(partitioning.of(stream)));
    }
}
