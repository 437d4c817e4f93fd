package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.history.HistoryPage;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.SubscriptionSink;
import java.util.function.Consumer;

/** Writes the events of one stream as frames. */
final class StreamSocketSink implements SubscriptionSink {
    /** Bytes of texts in one write. */
    static final int WRITE_BYTES = 64 * 1024;

    private final HubShard shard;
    private final BackpressuredSocket socket;
    private final StreamId stream;
    private final Consumer<Problem> onFailure;

    StreamSocketSink(HubShard shard, BackpressuredSocket socket, StreamId stream, Consumer<Problem> onFailure) {
        this.shard = shard;
        this.socket = socket;
        this.stream = stream;
        this.onFailure = onFailure;
    }

    @Override
    public boolean isFull() {
        return socket.isFull();
    }

    @Override
    public void event(StoredEvent event) {
        socket.writeEncoded(shard.encoded(EventFrames.OF_STREAM.encoding()).encoded(event));
    }

    @Override
    public long page(HistoryPage page, long from, long to) {
        long written = from - 1;
        do {
            long next = written + 1;
            written = page.lastWithin(next, to, WRITE_BYTES);
            socket.writeEncoded(EventFrames.OF_STREAM.of(page, next, written));
        } while (written < to && !isFull());
        return written;
    }

    @Override
    public void caughtUp(long version) {
        socket.write(ServerFrames.caughtUp(stream, version));
    }

    @Override
    public void failed(Problem problem) {
        onFailure.accept(problem);
    }
}
