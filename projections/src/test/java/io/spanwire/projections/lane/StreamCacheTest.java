package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.StreamState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamCacheTest {
    private static final Partitioning PARTITIONING = new Partitioning(4);
    private static final StreamState<?> STATE =
            StreamState.empty(new NamesDomain().streamTypes().get(0));

    private final StreamCache memory = new StreamCache(3, PARTITIONING);

    @Test
    void leastRecentlyUsedGoesFirst() {
        keep("a", "b", "c");
        memory.find(stream("a"));

        keep("d");

        assertThat(List.of("a", "b", "c", "d")).filteredOn(this::knows).containsExactly("a", "c", "d");
    }

    @Test
    void batchLargerThanTheMemoryLeavesNoMoreThanItHolds() {
        keep("a", "b", "c", "d", "e", "f");

        assertThat(List.of("a", "b", "c", "d", "e", "f"))
                .filteredOn(this::knows)
                .hasSize(3);
    }

    @Test
    void forgetsThePartitionsThatWereLostAndNoOthers() {
        keep("a", "b", "c");
        int lost = PARTITIONING.of(stream("a"));

        memory.forget(List.of(lost));

        assertThat(List.of("a", "b", "c"))
                .filteredOn(this::knows)
                .containsExactlyElementsOf(List.of("a", "b", "c").stream()
                        .filter(key -> PARTITIONING.of(stream(key)) != lost)
                        .toList());
        assertThat(knows("a")).isFalse();
    }

    private void keep(String... keys) {
        for (String key : keys) {
            memory.keep(Map.of(stream(key), STATE));
        }
    }

    private boolean knows(String key) {
        return memory.find(stream(key)).isPresent();
    }

    private static StreamId stream(String key) {
        return new StreamId("owner", key);
    }
}
