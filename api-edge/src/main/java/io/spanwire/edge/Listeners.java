package io.spanwire.edge;

import io.spanwire.edge.EdgeSettings.Listen;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.server.ConnectionLimit;
import io.spanwire.edge.server.HttpsOptions;
import io.spanwire.edge.server.HttpsServer;
import io.spanwire.edge.server.ManagementServer;
import io.spanwire.edge.server.RedirectServer;
import io.spanwire.edge.socket.WebSocketHandshake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The ports: HTTPS, the plain one that redirects, and management. Opened once, closed once. */
final class Listeners {
    private final Vertx vertx;
    private final EdgeSettings settings;
    private final EdgeDependencies parts;
    private final AllowedOrigins origins;
    private final DrainState draining;
    private final ConnectionLimit connections;
    private volatile Optional<HttpsServer> https = Optional.empty();
    private volatile Optional<HttpServer> redirect = Optional.empty();
    private volatile Optional<HttpServer> management = Optional.empty();

    Listeners(Vertx vertx, EdgeSettings settings, EdgeDependencies parts, AllowedOrigins origins, DrainState draining) {
        this.vertx = vertx;
        this.settings = settings;
        this.parts = parts;
        this.origins = origins;
        this.draining = draining;
        this.connections = new ConnectionLimit(
                vertx,
                settings.limits().connections().most(),
                settings.limits().timeouts().head());
    }

    Future<Void> open(Router router) {
        return openHttps(router)
                .compose(open -> openRedirect())
                .compose(open -> openManagement())
                .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
    }

    int port() {
        return https.map(HttpsServer::port)
                .orElseThrow(() -> new IllegalStateException("The edge does not listen yet"));
    }

    /** How many connections are open on the secure port, sockets among them. */
    int connections() {
        return connections.open();
    }

    OptionalInt redirectPort() {
        return port(redirect);
    }

    OptionalInt managementPort() {
        return port(management);
    }

    Future<Void> close() {
        Future<Void> secure = https.map(HttpsServer::close).orElseGet(Future::succeededFuture);
        Future<Void> plain = redirect.map(HttpServer::close).orElseGet(Future::succeededFuture);
        Future<Void> operators = management.map(HttpServer::close).orElseGet(Future::succeededFuture);
        return Future.join(secure, plain, operators).mapEmpty();
    }

    private Future<Void> openHttps(Router router) {
        LimitSettings limits = settings.limits();
        HttpServerOptions options = HttpsOptions.secure(
                        settings.tls().certificate(),
                        settings.tls().key(),
                        limits.timeouts().idle(),
                        WebSocketHandshake.SUBPROTOCOL)
                .setHost(settings.https().host())
                .setPort(settings.https().port());
        int loops = Runtime.getRuntime().availableProcessors();
        return HttpsServer.start(vertx, options, loops, connections, draining.before(router))
                .onSuccess(server -> {
                    https = Optional.of(server);
                    origins.servingAt(server.port());
                })
                .mapEmpty();
    }

    private Future<Void> openRedirect() {
        if (settings.redirectPort().isEmpty()) {
            return Future.succeededFuture();
        }
        return RedirectServer.start(
                        vertx, settings.https().host(), settings.redirectPort().getAsInt(), origins::main)
                .onSuccess(server -> redirect = Optional.of(server))
                .mapEmpty();
    }

    private Future<Void> openManagement() {
        if (settings.management().isEmpty()) {
            return Future.succeededFuture();
        }
        Listen where = settings.management().get();
        Map<String, Supplier<Future<Void>>> checks = new HashMap<>(parts.checks());
        checks.put("accepting", () -> draining.begun() ? Future.failedFuture("draining") : Future.succeededFuture());
        return new ManagementServer(vertx, checks, parts.metrics())
                .start(where.host(), where.port())
                .onSuccess(server -> management = Optional.of(server))
                .mapEmpty();
    }

    private static OptionalInt port(Optional<HttpServer> server) {
        return server.map(open -> OptionalInt.of(open.actualPort())).orElseGet(OptionalInt::empty);
    }
}
