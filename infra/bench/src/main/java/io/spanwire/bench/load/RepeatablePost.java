package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A POST request that can be sent repeatedly, each time with another number in its payload; a status other than 200 fails. */
public final class RepeatablePost {
    private final Buffer start;
    private final Payload payload;

    private RepeatablePost(Buffer start, Payload payload) {
        this.start = start;
        this.payload = payload;
    }

    /** A request to the reference server. */
    public static RepeatablePost plain(int port, String path, Payload payload) {
        return new RepeatablePost(HttpRequests.post(port, path, ""), payload);
    }

    /** A command that posts a message to a chat room of the product. */
    public static RepeatablePost message(int port, String room, Guest guest, Payload payload) {
        String path = "/api/streams/chat/" + room + "/post-message";
        return new RepeatablePost(HttpRequests.post(port, path, guest.headers()), payload);
    }

    /** Sends one command of the product; a status other than 200 fails. */
    public static Future<HttpResponse> once(Connections connections, int port, String path, Guest guest, String json) {
        return connections
                .send(HttpRequests.post(port, path, guest.headers()).appendBuffer(HttpRequests.body(json)))
                .compose(RepeatablePost::requireOk);
    }

    public Future<HttpResponse> send(Connections connections, long number) {
        return connections
                .send(start.copy().appendBuffer(HttpRequests.body(payload.json(number))))
                .compose(RepeatablePost::requireOk);
    }

    private static Future<HttpResponse> requireOk(HttpResponse response) {
        return response.status() == 200
                ? Future.succeededFuture(response)
                : Future.failedFuture("a post failed with status " + response.status() + " " + response.text());
    }
}
