package io.spanwire.notifier.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes text into a response, much of it per write. A response that ends early is reset unless its format can express the
 * end, so that a partial history never looks complete.
 */
final class ResponseWriter {
    /** Bytes of texts in one write. */
    static final int WRITE_BYTES = 64 * 1024;

    private final HttpServerResponse response;
    private Buffer unwritten = Buffer.buffer();

    ResponseWriter(HttpServerResponse response) {
        this.response = response;
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    /** The buffer to append to, before {@link #flushIfLong}. */
    Buffer unwritten() {
        return unwritten;
    }

    void write(String text) {
        unwritten.appendString(text);
        flushIfLong();
    }

    /** Writes a buffer as one, after what was appended before. */
    void write(Buffer text) {
        flush();
        unwritten = text;
        flush();
    }

    void flushIfLong() {
        if (unwritten.length() >= WRITE_BYTES / 2) {
            flush();
        }
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

    /** Ends the response so that the client knows that something is missing. */
    void abort() {
        response.reset();
    }
}
