package io.spanwire.edge.server;

import io.spanwire.edge.http.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Supplier;

/** The plain port: sends everyone to the same path over HTTPS, on the host we say, never the one the request says. */
public final class RedirectServer {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int PERMANENT_REDIRECT = 308;

    private RedirectServer() {}

    /**
     * Listens.
     *
     * @param origin where people are sent, {@code https://host:port}
     */
    public static Future<HttpServer> start(Vertx vertx, String host, int port, Supplier<String> origin) {
        return vertx.createHttpServer(HttpsOptions.plain(IDLE).setHost(host).setPort(port))
                .requestHandler(SecurityHeaders.before(request -> redirect(request, origin.get())))
                .listen();
    }

    private static void redirect(HttpServerRequest request, String origin) {
        request.response()
                .putHeader(HttpHeaders.LOCATION, origin + path(request.uri()))
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .setStatusCode(PERMANENT_REDIRECT)
                .end();
    }

    /** A target in absolute form names a host of the client's choice: it is sent to the front page instead. */
    static String path(String target) {
        return target.startsWith("/") ? target : "/";
    }
}
