package io.spanwire.edge.server;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limit on a node's connections, and on the time until a connection's first request: a client that sends its
 * headers slowly is disconnected. Thread-safe.
 */
public final class ConnectionLimit implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final Vertx vertx;
    private final int max;
    private final long headMillis;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<HttpConnection, Long> headTimers = new ConcurrentHashMap<>();

    public ConnectionLimit(Vertx vertx, int max, Duration head) {
        this.vertx = vertx;
        this.max = max;
        this.headMillis = head.toMillis();
    }

    @Override
    public void handle(HttpConnection connection) {
        // Not closeHandler: a WebSocket upgrade replaces the connection's handlers but not its channel.
        ((ConnectionBase) connection).closeFuture().onComplete(closed -> onClose(connection));
        if (open.incrementAndGet() > max) {
            LOG.debug("connection refused open={}", open.get());
            connection.close();
        } else {
            headTimers.put(connection, vertx.setTimer(headMillis, late -> connection.close()));
        }
    }

    /** Wraps the handler of requests: cancels the timer of the request's connection. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            cancelTimer(request.connection());
            handler.handle(request);
        };
    }

    /** The number of open connections. */
    public int open() {
        return open.get();
    }

    private void onClose(HttpConnection connection) {
        open.decrementAndGet();
        cancelTimer(connection);
    }

    private void cancelTimer(HttpConnection connection) {
        @Nullable Long timer = headTimers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
