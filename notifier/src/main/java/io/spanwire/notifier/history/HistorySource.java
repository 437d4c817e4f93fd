package io.spanwire.notifier.history;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.Future;
import java.util.Map;

/**
 * A store of all committed events. Every result is a committed state at least as new as the call. Any thread may call;
 * a failed future means that history cannot be read right now.
 */
public interface HistorySource {
    /** The epoch and last version of a stream; version 0 for one without events. */
    Future<StreamHead> head(StreamId stream);

    /**
     * The events after a version, in order without holes: as many as the limits of a page allow, at least one if there
     * is one.
     */
    Future<HistoryPage> page(StreamId stream, long after);

    /** Like {@link #page}, but only as many events as are read at once without a noticeable delay. */
    Future<HistoryPage> firstPage(StreamId stream, long after);

    /** The last position of every partition. */
    Future<Map<Integer, Long>> lastPositions();

    /** The streams with events at these positions, both inclusive, and their newest version in that range. */
    Future<Map<StreamId, Long>> changedStreams(int partition, long from, long to);
}
