package io.spanwire.notifier.feed;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.hub.EventSink;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Function;

/**
 * Writes events into a response, several in one write. What ends a response early without saying so in the format resets
 * it, so that half a history never looks whole.
 */
final class ResponseSink implements EventSink {
    private static final int WRITE = 16 * 1024;

    private final HttpServerResponse response;
    private final EventFormat format;
    private final Function<Long, String> caughtUp;
    private final Runnable over;
    private final StringBuilder unwritten = new StringBuilder();
    private String epoch = "";

    /** @param over called when nothing more will be written because the last event was, or history cannot be read */
    ResponseSink(HttpServerResponse response, EventFormat format, Function<Long, String> caughtUp, Runnable over) {
        this.response = response;
        this.format = format;
        this.caughtUp = caughtUp;
        this.over = over;
    }

    /** Says which history it writes, before the first event. */
    ResponseSink ofEpoch(String opened) {
        epoch = opened;
        return this;
    }

    @Override
    public boolean full() {
        return response.writeQueueFull();
    }

    @Override
    public void event(StoredEvent happened) {
        format.append(unwritten, happened, epoch);
        flushIfLong();
    }

    @Override
    public void caughtUp(long version) {
        write(caughtUp.apply(version));
    }

    @Override
    public void resting() {
        flush();
    }

    @Override
    public void ended() {
        finish("");
        over.run();
    }

    @Override
    public void failed(Problem problem) {
        response.reset();
        over.run();
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

    /** Writes a last text and ends the response properly. */
    void finish(String last) {
        write(last);
        flush();
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    private void flushIfLong() {
        if (unwritten.length() >= WRITE) {
            flush();
        }
    }
}
