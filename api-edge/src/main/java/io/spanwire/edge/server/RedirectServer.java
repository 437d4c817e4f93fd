package io.spanwire.edge.server;

import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.http.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The plain HTTP server. It redirects who asks for a page to the same path over HTTPS, on the configured origin, never on
 * the request's host. It refuses calls of the API, which may carry a token: redirected, nobody would notice that each was
 * sent in the clear first.
 */
public final class RedirectServer {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int MAX_PER_ADDRESS = 100;

    private final Supplier<String> origin;
    private final Optional<AcmeChallenges> challenges;

    private RedirectServer(Supplier<String> origin, Optional<AcmeChallenges> challenges) {
        this.origin = origin;
        this.challenges = challenges;
    }

    /**
     * Starts listening.
     *
     * @param origin where it redirects to, {@code https://host:port}
     * @param webroot the folder where an ACME client answers its authority
     */
    public static Future<HttpServer> start(
            Vertx vertx, String host, int port, Supplier<String> origin, Optional<Path> webroot) {
        RedirectServer server = new RedirectServer(origin, webroot.map(folder -> new AcmeChallenges(vertx, folder)));
        OpenByAddress open = new OpenByAddress(MAX_CONNECTIONS, MAX_PER_ADDRESS);
        return vertx.createHttpServer(HttpsOptions.plain(IDLE).setHost(host).setPort(port))
                .connectionHandler(connection -> limit(vertx, connection, open))
                .requestHandler(SecurityHeaders.before(server::handle))
                .listen();
    }

    /** A connection has one request, and this time for it. */
    private static void limit(Vertx vertx, HttpConnection connection, OpenByAddress open) {
        String address = String.valueOf(connection.remoteAddress().hostAddress());
        if (!open.add(address)) {
            connection.close();
            return;
        }
        long timer = vertx.setTimer(IDLE.toMillis(), late -> connection.close());
        connection.closeHandler(closed -> {
            open.remove(address);
            vertx.cancelTimer(timer);
        });
    }

    private void handle(HttpServerRequest request) {
        request.response().headers().remove(StrictTransport.HEADER); // RFC 6797, 7.2: not over plain HTTP
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        String path = request.path() == null ? "/" : request.path();
        boolean isRead =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (challenges.isPresent() && isRead && path.startsWith(AcmeChallenges.PREFIX)) {
            challenges.get().handle(request);
        } else if (!isRead || isCall(path)) {
            Responses.problem(request.response(), Problems.HTTPS_REQUIRED);
        } else {
            request.response()
                    .putHeader(HttpHeaders.LOCATION, origin.get() + path(request.uri()))
                    .setStatusCode(308)
                    .end();
        }
    }

    /** Whether a program calls it. The page at {@code /api} itself is for people. */
    static boolean isCall(String path) {
        return path.startsWith("/api/") || path.equals("/ws");
    }

    /** A request target in absolute form names a host of the client's choice, so it redirects to the front page. */
    static String path(String target) {
        return target.startsWith("/") ? target : "/";
    }
}
