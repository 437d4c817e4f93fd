package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import org.jspecify.annotations.Nullable;

/** Recent events in memory. A missing event may still exist in history. */
@FunctionalInterface
public interface RecentEvents {
    /** The event with this version, if it is still in memory. Never blocks. */
    @Nullable
    StoredEvent find(StreamId stream, long version);
}
