package io.spanwire.notifier.history;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * What was committed, for good. Every answer is a committed state at least as new as the moment of the call. Any thread may
 * call; a failed future means history cannot be read right now and nothing else.
 */
public interface HistorySource {
    /** How far a stream has come; version 0 for one without events. */
    Future<StreamHead> head(StreamId stream);

    /**
     * The events behind a version, in order without holes: as many as the source's page limits allow, at least one if there
     * is one. Their position is not read (0).
     */
    Future<List<StoredEvent>> page(StreamId stream, long after);

    /** The last position of every partition. */
    Future<Map<Integer, Long>> positions();

    /** Which streams have events at these positions of a partition, both inclusive, and their newest version there. */
    Future<Map<StreamId, Long>> touched(int partition, long from, long to);
}
