package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import org.jspecify.annotations.Nullable;

/** Recent events at hand. Having an event is luck; not having it means nothing. */
@FunctionalInterface
public interface RecentEvents {
    /** The event with this version, if it is still here. Never blocks. */
    @Nullable
    StoredEvent find(StreamId stream, long version);
}
