package io.spanwire.edge.server;

import io.spanwire.edge.http.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The plain HTTP server: redirects to the same path over HTTPS, on the configured origin, never on the request's host.
 */
public final class RedirectServer {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int MAX_CONNECTIONS = 1_000;

    private RedirectServer() {}

    /** Starts listening; redirects to the origin, {@code https://host:port}. */
    public static Future<HttpServer> start(Vertx vertx, String host, int port, Supplier<String> origin) {
        AtomicInteger open = new AtomicInteger();
        return vertx.createHttpServer(HttpsOptions.plain(IDLE).setHost(host).setPort(port))
                .connectionHandler(connection -> limit(vertx, connection, open))
                .requestHandler(SecurityHeaders.before(request -> redirect(request, origin.get())))
                .listen();
    }

    /** A connection has one request, and this time for it. */
    private static void limit(Vertx vertx, HttpConnection connection, AtomicInteger open) {
        long timer = vertx.setTimer(IDLE.toMillis(), late -> connection.close());
        connection.closeHandler(closed -> {
            open.decrementAndGet();
            vertx.cancelTimer(timer);
        });
        if (open.incrementAndGet() > MAX_CONNECTIONS) {
            connection.close();
        }
    }

    private static void redirect(HttpServerRequest request, String origin) {
        request.response()
                .putHeader(HttpHeaders.LOCATION, origin + path(request.uri()))
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .setStatusCode(308)
                .end();
    }

    /** A request target in absolute form names a host of the client's choice, so it redirects to the front page. */
    static String path(String target) {
        return target.startsWith("/") ? target : "/";
    }
}
