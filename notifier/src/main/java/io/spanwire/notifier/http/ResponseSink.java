package io.spanwire.notifier.http;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.HistoryPage;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes events into a response, many per write. A response that ends early is reset unless its format can express the
 * end, so that a partial history never looks complete.
 */
final class ResponseSink implements SubscriptionSink {
    /** Bytes of texts in one write. */
    private static final int WRITE_BYTES = 64 * 1024;

    private final HttpServerResponse response;
    private final EventFormat format;
    private final Runnable onEnd;
    private Buffer unwritten = Buffer.buffer();

    /** @param onEnd called when nothing more will be written, after the last event or when history cannot be read */
    ResponseSink(HttpServerResponse response, EventFormat format, Runnable onEnd) {
        this.response = response;
        this.format = format;
        this.onEnd = onEnd;
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void event(StoredEvent event) {
        format.append(unwritten, event.version(), event.body());
        flushIfLong();
    }

    @Override
    public long page(HistoryPage page, long from, long to) {
        long written = from - 1;
        do {
            long next = written + 1;
            written = page.lastWithin(next, to, WRITE_BYTES);
            flush();
            unwritten = Buffer.buffer(page.lines(next, written).length() * 5 / 4);
            format.append(unwritten, page, next, written);
            flush();
        } while (written < to && !isFull());
        return written;
    }

    @Override
    public void caughtUp(long version) {
        write(format.caughtUp(version));
    }

    @Override
    public void idle() {
        flush();
    }

    @Override
    public void ended() {
        finish("");
        onEnd.run();
    }

    @Override
    public void failed(Problem problem) {
        response.reset();
        onEnd.run();
    }

    void write(String text) {
        unwritten.appendString(text);
        flushIfLong();
    }

    void flush() {
        if (unwritten.length() > 0 && !response.closed()) {
            response.write(unwritten);
        }
        unwritten = Buffer.buffer();
    }

    /** Writes a last text and ends the response. */
    void finish(String lastText) {
        write(lastText);
        flush();
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    private void flushIfLong() {
        if (unwritten.length() >= WRITE_BYTES / 2) {
            flush();
        }
    }
}
