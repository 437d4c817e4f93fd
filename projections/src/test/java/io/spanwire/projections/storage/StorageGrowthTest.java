package io.spanwire.projections.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StorageGrowthTest {
    private static final long GIB = 1L << 30;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void diskIsSharedByDatabaseAndTopics() {
        StorageGrowth growth = new StorageGrowth(Optional.of(Path.of(".")), OptionalLong.empty(), registry);

        add(growth, Duration.ZERO, 0, 0, 100 * GIB);
        assertThat(growth.daysLeft()).isNaN();
        add(growth, Duration.ofHours(12), 2 * GIB, 3 * GIB, 95 * GIB);

        assertThat(growth.daysLeft()).isEqualTo(9.5);
        assertThat(registry.get("spanwire.storage.growth.bytes.per.day")
                        .tag("store", "kafka")
                        .gauge()
                        .value())
                .isEqualTo(6.0 * GIB);
        assertThat(registry.get("spanwire.storage.bytes")
                        .tag("content", "spanwire.events")
                        .gauge()
                        .value())
                .isEqualTo(3.0 * GIB);
    }

    @Test
    void databaseAloneFillsItsCapacity() {
        StorageGrowth growth = new StorageGrowth(Optional.empty(), OptionalLong.of(12 * GIB), registry);

        growth.add(0, Map.of(StorageSizes.DATABASE, GIB), Map.of(), OptionalLong.empty());
        growth.add(
                Duration.ofDays(1).toNanos(), Map.of(StorageSizes.DATABASE, 2 * GIB), Map.of(), OptionalLong.empty());

        assertThat(growth.daysLeft()).isEqualTo(10);
    }

    @Test
    void whatDoesNotGrowLastsForEver() {
        StorageGrowth growth = new StorageGrowth(Optional.of(Path.of(".")), OptionalLong.empty(), registry);

        add(growth, Duration.ZERO, GIB, GIB, GIB);
        add(growth, Duration.ofHours(1), GIB, GIB, GIB);

        assertThat(growth.daysLeft()).isInfinite();
    }

    private static void add(StorageGrowth growth, Duration time, long database, long topics, long free) {
        growth.add(
                time.toNanos(),
                Map.of(StorageSizes.DATABASE, database, "events", database / 2),
                Map.of("spanwire.events", topics),
                OptionalLong.of(free));
    }
}
