package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fixed-size pool of connections to one server; requests that find none free wait in order. */
public final class Connections implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final LoadGenerator load;
    private final List<HttpConnection> all;
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final Deque<QueuedRequest> queue = new ArrayDeque<>();

    private record QueuedRequest(Buffer request, Promise<HttpResponse> response) {}

    private Connections(LoadGenerator load, List<HttpConnection> all) {
        this.load = load;
        this.all = all;
        this.idle.addAll(all);
    }

    public static Connections open(LoadGenerator load, int port, int count) {
        return new Connections(load, StaggeredOpening.open(load, count, i -> load.connections()
                .connect(port, LoadGenerator.HOST)
                .map(HttpConnection::new)));
    }

    /** Call on the event loop only. */
    public Future<HttpResponse> send(Buffer request) {
        HttpConnection free = idle.poll();
        if (free != null) {
            return send(free, request);
        }
        Promise<HttpResponse> response = Promise.promise();
        queue.add(new QueuedRequest(request, response));
        return response.future();
    }

    private Future<HttpResponse> send(HttpConnection connection, Buffer request) {
        return connection.send(request).onSuccess(response -> release(connection));
    }

    private void release(HttpConnection connection) {
        @Nullable QueuedRequest next = queue.poll();
        if (next == null) {
            idle.add(connection);
        } else {
            send(connection, next.request()).onComplete(next.response());
        }
    }

    /** Sends and waits for the response; call on the main thread. */
    public HttpResponse sendAndAwait(Buffer request) {
        return load.await(() -> send(request), TIMEOUT);
    }

    @Override
    public void close() {
        load.await(() -> Future.join(all.stream().map(HttpConnection::close).toList()), TIMEOUT);
    }
}
