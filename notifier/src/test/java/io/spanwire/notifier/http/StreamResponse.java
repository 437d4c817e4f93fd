package io.spanwire.notifier.http;

import io.spanwire.notifier.TestFrontend;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The text of a response received so far. */
final class StreamResponse {
    private final HttpClientResponse response;
    private final Buffer received = Buffer.buffer();
    private volatile String text = "";
    private volatile boolean over;

    StreamResponse(HttpClientResponse response, boolean paused) {
        this.response = response;
        response.handler(chunk -> {
            received.appendBuffer(chunk);
            text = paused ? "" : received.toString();
        });
        response.endHandler(ended -> {
            text = received.toString();
            over = true;
        });
        response.exceptionHandler(broken -> {});
        if (!paused) {
            response.resume();
        }
    }

    String text() {
        return text;
    }

    boolean isOver() {
        return over;
    }

    String header(String name) {
        return String.valueOf(response.getHeader(name));
    }

    void resume() {
        response.resume();
    }

    void disconnect() {
        TestFrontend.await(response.request().connection().close());
    }
}
