package io.spanwire.notifier.cursor;

import org.jspecify.annotations.Nullable;

/** Recent events of partitions in memory. A missing event may still exist in history. */
@FunctionalInterface
public interface RecentPositions {
    /** The event of a partition at this position, if it is still in memory. Never blocks. */
    @Nullable
    RecentEvent at(int partition, long position);
}
