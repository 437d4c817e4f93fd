package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** So many connections to one server. A request beyond them waits for a free one, in order. */
public final class Connections implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LoadGenerator load;
    private final List<HttpConnection> all;
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    private record Waiter(Buffer request, Promise<HttpAnswer> answer) {}

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

    /** On the event loop only. */
    public Future<HttpAnswer> send(Buffer request) {
        HttpConnection free = idle.poll();
        if (free != null) {
            return send(free, request);
        }
        Promise<HttpAnswer> answer = Promise.promise();
        waiters.add(new Waiter(request, answer));
        return answer.future();
    }

    private Future<HttpAnswer> send(HttpConnection connection, Buffer request) {
        return connection.send(request).onSuccess(answer -> release(connection));
    }

    private void release(HttpConnection connection) {
        @Nullable Waiter next = waiters.poll();
        if (next == null) {
            idle.add(connection);
        } else {
            send(connection, next.request()).onComplete(next.answer());
        }
    }

    /** From the main thread. */
    public HttpAnswer exchange(Buffer request) {
        return load.play(() -> send(request), PATIENCE);
    }

    @Override
    public void close() {
        load.play(() -> Future.join(all.stream().map(HttpConnection::close).toList()), PATIENCE);
    }
}
