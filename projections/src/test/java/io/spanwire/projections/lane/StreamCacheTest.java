package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamCacheTest {
    private static final Partitioning PARTITIONING = new Partitioning(4);
    private static final StreamState<?> STATE =
            StreamState.empty(new NamesDomain().streamTypes().get(0));

    private final StreamCache cache = new StreamCache(3, PARTITIONING);

    @Test
    void leastRecentlyUsedIsEvictedFirst() {
        put("a", "b", "c");
        cache.find(stream("a"));

        put("d");

        assertThat(List.of("a", "b", "c", "d")).filteredOn(this::isCached).containsExactly("a", "c", "d");
    }

    @Test
    void batchLargerThanTheCacheLeavesTheMaximum() {
        put("a", "b", "c", "d", "e", "f");

        assertThat(List.of("a", "b", "c", "d", "e", "f"))
                .filteredOn(this::isCached)
                .hasSize(3);
    }

    @Test
    void onlyTheGivenPartitionsAreEvicted() {
        put("a", "b", "c");
        int lost = PARTITIONING.of(stream("a"));

        cache.evict(List.of(lost));

        assertThat(List.of("a", "b", "c"))
                .filteredOn(this::isCached)
                .containsExactlyElementsOf(List.of("a", "b", "c").stream()
                        .filter(key -> PARTITIONING.of(stream(key)) != lost)
                        .toList());
        assertThat(isCached("a")).isFalse();
    }

    private void put(String... keys) {
        for (String key : keys) {
            cache.putAll(Map.of(stream(key), STATE));
        }
    }

    private boolean isCached(String key) {
        return cache.find(stream(key)).isPresent();
    }

    private static StreamId stream(String key) {
        return new StreamId("owner", key);
    }
}
