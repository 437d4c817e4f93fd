package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import java.util.Set;

/** The rules on who may read which stream. */
@FunctionalInterface
public interface ReadAccess {
    /** The check whether the caller may read the stream. */
    ReadCheck check(Caller caller, StreamId stream);

    /**
     * What the caller may read of a feed; nothing unless overridden.
     *
     * @param types of events; empty for all
     */
    default FeedAccess feed(Caller caller, FeedName feed, Set<String> types) {
        return FeedAccess.refused(Problems.FORBIDDEN);
    }
}
