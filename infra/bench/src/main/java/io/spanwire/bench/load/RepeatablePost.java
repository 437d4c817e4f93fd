package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A POST that can be sent again and again with another number in its payload; anything but a 200 is a failure. */
public final class RepeatablePost {
    private final Buffer start;
    private final Payload payload;

    private RepeatablePost(Buffer start, Payload payload) {
        this.start = start;
        this.payload = payload;
    }

    /** To a path of the reference server. */
    public static RepeatablePost plain(int port, String path, Payload payload) {
        return new RepeatablePost(HttpRequests.post(port, path, ""), payload);
    }

    /** A message to a chat room of the product. */
    public static RepeatablePost message(int port, String room, Guest guest, Payload payload) {
        String path = "/api/streams/chat/" + room + "/post-message";
        return new RepeatablePost(HttpRequests.post(port, path, guest.headers()), payload);
    }

    public Future<HttpAnswer> send(Connections connections, long number) {
        return connections
                .send(start.copy().appendBuffer(HttpRequests.body(payload.json(number))))
                .compose(RepeatablePost::accepted);
    }

    private static Future<HttpAnswer> accepted(HttpAnswer answer) {
        return answer.status() == 200
                ? Future.succeededFuture(answer)
                : Future.failedFuture("a post was answered " + answer.status() + " " + answer.text());
    }
}
