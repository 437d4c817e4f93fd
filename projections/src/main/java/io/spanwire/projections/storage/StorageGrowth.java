package io.spanwire.projections.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The sizes of PostgreSQL and Kafka, how fast they grow, and for how many days that can go on. Updated by one thread; its
 * metrics are read by any.
 */
final class StorageGrowth {
    private static final double UNKNOWN = Double.NaN;

    private final OptionalLong capacity;
    private final MultiGauge sizes;
    private final GrowthRate database = new GrowthRate();
    private final GrowthRate topics = new GrowthRate();
    private volatile double databasePerDay = UNKNOWN;
    private volatile double topicsPerDay = UNKNOWN;
    private volatile double daysLeft = UNKNOWN;

    StorageGrowth(Optional<Path> disk, OptionalLong capacity, MeterRegistry registry) {
        this.capacity = capacity;
        this.sizes = MultiGauge.builder("spanwire.storage.bytes")
                .description("Bytes that PostgreSQL and Kafka store, by what they hold; Kafka's with all replicas")
                .register(registry);
        growth(registry, "postgresql", () -> databasePerDay);
        growth(registry, "kafka", () -> topicsPerDay);
        if (disk.isPresent() || capacity.isPresent()) {
            Gauge.builder("spanwire.storage.days.left", () -> daysLeft)
                    .description("Days until the disk or the database is full if it grows on as in the last day; NaN:"
                            + " not known yet")
                    .register(registry);
        }
    }

    private static void growth(MeterRegistry registry, String store, Supplier<Number> perDay) {
        Gauge.builder("spanwire.storage.growth.bytes.per.day", perDay)
                .description("How fast the stored bytes grow, from samples of the last day; NaN: not known yet")
                .tag("store", store)
                .register(registry);
    }

    /** Adds what is stored now: bytes by table content and by topic, either of which may be empty. */
    void add(long nanos, Map<String, Long> tables, Map<String, Long> byTopic, OptionalLong freeOnDisk) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        tables.forEach((content, bytes) -> rows.add(row("postgresql", content, bytes)));
        byTopic.forEach((topic, bytes) -> rows.add(row("kafka", topic, bytes)));
        sizes.register(rows, true);
        long stored = Objects.requireNonNull(tables.get(StorageSizes.DATABASE), "the database has a size");
        database.add(nanos, (double) stored);
        databasePerDay = database.perDay().orElse(UNKNOWN);
        if (!byTopic.isEmpty()) {
            topics.add(
                    nanos,
                    byTopic.values().stream().mapToDouble(Long::doubleValue).sum());
            topicsPerDay = topics.perDay().orElse(UNKNOWN);
        }
        OptionalDouble onDisk = freeOnDisk.isPresent()
                ? days((double) freeOnDisk.getAsLong(), databasePerDay + topicsPerDay)
                : OptionalDouble.empty();
        OptionalDouble inDatabase = capacity.isPresent()
                ? days((double) (capacity.getAsLong() - stored), databasePerDay)
                : OptionalDouble.empty();
        daysLeft = Math.min(onDisk.orElse(Double.POSITIVE_INFINITY), inDatabase.orElse(Double.POSITIVE_INFINITY));
        if (Double.isInfinite(daysLeft) && Double.isNaN(databasePerDay)) {
            daysLeft = UNKNOWN;
        }
    }

    /** Days until full; NaN when not known, infinite when nothing grows. */
    double daysLeft() {
        return daysLeft;
    }

    private static OptionalDouble days(double free, double perDay) {
        if (Double.isNaN(perDay)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(perDay <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, free) / perDay);
    }

    private static MultiGauge.Row<?> row(String store, String content, long bytes) {
        return MultiGauge.Row.of(Tags.of("store", store, "content", content), bytes);
    }
}
