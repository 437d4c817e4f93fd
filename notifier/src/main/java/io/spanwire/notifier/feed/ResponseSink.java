package io.spanwire.notifier.feed;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Function;

/**
 * Writes events into a response, several per write. A response that ends early is reset unless its format can express
 * the end, so that a partial history never looks complete.
 */
final class ResponseSink implements SubscriptionSink {
    private static final int FLUSH_SIZE = 16 * 1024;

    /** The format of an event: its text byte for byte, with the framing of the format. */
    interface Format {
        void append(StringBuilder text, StoredEvent event, String epoch);
    }

    private final HttpServerResponse response;
    private final Format format;
    private final Function<Long, String> caughtUp;
    private final Runnable onEnd;
    private final StringBuilder unwritten = new StringBuilder();
    private String epoch = "";

    /** @param onEnd called when nothing more will be written, after the last event or when history cannot be read */
    ResponseSink(HttpServerResponse response, Format format, Function<Long, String> caughtUp, Runnable onEnd) {
        this.response = response;
        this.format = format;
        this.caughtUp = caughtUp;
        this.onEnd = onEnd;
    }

    /** Sets the epoch of the events, before the first one. */
    ResponseSink withEpoch(String current) {
        epoch = current;
        return this;
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void event(StoredEvent event) {
        format.append(unwritten, event, epoch);
        flushIfLong();
    }

    @Override
    public void caughtUp(long version) {
        write(caughtUp.apply(version));
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
        unwritten.append(text);
        flushIfLong();
    }

    void flush() {
        if (!unwritten.isEmpty() && !response.closed()) {
            response.write(unwritten.toString());
        }
        unwritten.setLength(0);
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
        if (unwritten.length() >= FLUSH_SIZE) {
            flush();
        }
    }
}
