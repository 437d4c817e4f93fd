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
 * Bounds the connections of a node, and gives each so much time to begin its first request: a client that drips its headers
 * holds a connection no longer than that. Thread-safe.
 */
public final class ConnectionLimit implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final Vertx vertx;
    private final int most;
    private final long headMillis;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<HttpConnection, Long> silent = new ConcurrentHashMap<>();

    public ConnectionLimit(Vertx vertx, int most, Duration head) {
        this.vertx = vertx;
        this.most = most;
        this.headMillis = head.toMillis();
    }

    @Override
    public void handle(HttpConnection connection) {
        // Not closeHandler: a WebSocket upgrade replaces the connection's handlers, the channel underneath stays.
        ((ConnectionBase) connection).closeFuture().onComplete(closed -> left(connection));
        if (open.incrementAndGet() > most) {
            LOG.debug("connection refused open={}", open.get());
            connection.close();
        } else {
            silent.put(connection, vertx.setTimer(headMillis, late -> connection.close()));
        }
    }

    /** The handler of requests, told of each before it is handled. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            spoke(request.connection());
            handler.handle(request);
        };
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }

    private void left(HttpConnection connection) {
        open.decrementAndGet();
        spoke(connection);
    }

    private void spoke(HttpConnection connection) {
        @Nullable Long timer = silent.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
