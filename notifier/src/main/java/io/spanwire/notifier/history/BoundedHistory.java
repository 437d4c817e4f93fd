package io.spanwire.notifier.history;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.Future;
import java.util.Map;

/**
 * A history with bounded load, see {@link BoundedReads}. Equal reads in the queue share one read. Thread-safe without
 * locks; futures complete on any thread.
 */
public final class BoundedHistory implements HistorySource {
    private final HistorySource source;
    private final BoundedReads reads;
    private final SharedReads<StreamId, StreamHead> heads = new SharedReads<>();
    private final SharedReads<PageKey, HistoryPage> pages = new SharedReads<>();
    private final SharedReads<PageKey, HistoryPage> firstPages = new SharedReads<>();

    private record PageKey(StreamId stream, long after) {}

    public BoundedHistory(HistorySource source, BoundedReads reads) {
        this.source = source;
        this.reads = reads;
    }

    @Override
    public Future<StreamHead> head(StreamId stream) {
        return heads.read(stream, onStart -> reads.run(() -> source.head(stream), onStart));
    }

    @Override
    public Future<HistoryPage> page(StreamId stream, long after) {
        return pages.read(new PageKey(stream, after), onStart -> reads.run(() -> source.page(stream, after), onStart));
    }

    @Override
    public Future<HistoryPage> firstPage(StreamId stream, long after) {
        return firstPages.read(
                new PageKey(stream, after), onStart -> reads.run(() -> source.firstPage(stream, after), onStart));
    }

    @Override
    public Future<Map<Integer, Long>> lastPositions() {
        return reads.run(source::lastPositions, () -> {});
    }

    @Override
    public Future<Map<StreamId, Long>> changedStreams(int partition, long from, long to) {
        return reads.run(() -> source.changedStreams(partition, from, to), () -> {});
    }
}
