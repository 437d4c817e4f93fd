package io.spanwire.notifier.http;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.HistoryPage;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.vertx.core.buffer.Buffer;

/** Writes the events of one stream into a response. */
final class ResponseSink implements SubscriptionSink {
    private final ResponseWriter writer;
    private final EventFormat format;
    private final Runnable onEnd;

    /** @param onEnd called when nothing more will be written, after the last event or when history cannot be read */
    ResponseSink(ResponseWriter writer, EventFormat format, Runnable onEnd) {
        this.writer = writer;
        this.format = format;
        this.onEnd = onEnd;
    }

    @Override
    public boolean isFull() {
        return writer.isFull();
    }

    @Override
    public void event(StoredEvent event) {
        format.append(writer.unwritten(), event.version(), event.body());
        writer.flushIfLong();
    }

    @Override
    public long page(HistoryPage page, long from, long to) {
        long written = from - 1;
        do {
            long next = written + 1;
            written = page.lastWithin(next, to, ResponseWriter.WRITE_BYTES);
            Buffer text = Buffer.buffer(page.lines(next, written).length() * 5 / 4);
            format.append(text, page, next, written);
            writer.write(text);
        } while (written < to && !isFull());
        return written;
    }

    @Override
    public void caughtUp(long version) {
        writer.write(format.caughtUp(version));
    }

    @Override
    public void idle() {
        writer.flush();
    }

    @Override
    public void ended() {
        writer.finish("");
        onEnd.run();
    }

    @Override
    public void failed(Problem problem) {
        writer.abort();
        onEnd.run();
    }
}
