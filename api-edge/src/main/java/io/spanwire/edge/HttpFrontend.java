package io.spanwire.edge;

import io.spanwire.edge.EdgeSettings.Listen;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.server.ConnectionLimit;
import io.spanwire.edge.server.HttpsOptions;
import io.spanwire.edge.server.HttpsServer;
import io.spanwire.edge.server.ManagementServer;
import io.spanwire.edge.server.RedirectServer;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP front of a node with the role edge, notifier or both: its ports (HTTPS, the plain one that redirects, management).
 * It starts in two steps, because the notifier needs its ports and it the notifier: {@link #connect}, then {@link #listen}. It
 * stops in two: {@link #drain}, then, once the notifier is closed, {@link #close}.
 */
public final class HttpFrontend {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFrontend.class);

    private final Vertx vertx;
    private final EdgeSettings settings;
    private final EdgeDependencies parts;
    private final EdgeBackends backends;
    private final AllowedOrigins origins;
    private final RouterBuilder router;
    private final ConnectionLimit connections;
    private final ConditionPoller patience;
    private final DrainState draining = new DrainState();
    private volatile Optional<HttpsServer> https = Optional.empty();
    private volatile Optional<HttpServer> redirect = Optional.empty();
    private volatile Optional<HttpServer> management = Optional.empty();

    HttpFrontend(Vertx vertx, EdgeSettings settings, EdgeDependencies parts, EdgeBackends backends) {
        this.vertx = vertx;
        this.settings = settings;
        this.parts = parts;
        this.backends = backends;
        this.origins = new AllowedOrigins(settings.origins());
        this.router = new RouterBuilder(vertx, settings, parts, backends, origins);
        this.connections = new ConnectionLimit(
                vertx,
                settings.limits().connections().most(),
                settings.limits().timeouts().head());
        this.patience = new ConditionPoller(vertx);
    }

    /** Connects to Kafka: commands can be sent and outcomes arrive. Nothing listens yet. */
    public static Future<HttpFrontend> connect(Vertx vertx, EdgeSettings settings, EdgeDependencies parts) {
        return vertx.executeBlocking(
                        () -> new HttpFrontend(vertx, settings, parts, EdgeBackends.connect(settings, parts)))
                .compose(front -> Future.fromCompletionStage(front.backends.ready(), vertx.getOrCreateContext())
                        .map(front)
                        .recover(failure -> front.close().transform(closed -> Future.failedFuture(failure))));
    }

    /** What the notifier needs: commands, access rules, sessions. */
    public EdgePorts ports() {
        return router.ports();
    }

    /** Opens the ports. Without a notifier there is neither {@code /ws} nor the events endpoint. */
    public Future<HttpFrontend> listen(Optional<? extends EventDelivery> notifier) {
        return openHttps(router.build(notifier, draining))
                .compose(open -> openRedirect())
                .compose(open -> openManagement())
                .recover(failure -> closePorts().transform(closed -> Future.failedFuture(failure)))
                .onSuccess(listening -> LOG.info("edge listening port={}", port()))
                .map(this);
    }

    /** The port of HTTPS in force. */
    public int port() {
        return https.map(HttpsServer::port)
                .orElseThrow(() -> new IllegalStateException("The HTTP front does not listen yet"));
    }

    /** The port that redirects, if there is one. */
    public OptionalInt redirectPort() {
        return port(redirect);
    }

    /** The port of health and metrics, if there is one. */
    public OptionalInt managementPort() {
        return port(management);
    }

    /** Not ready from now on and no new commands; completes when nobody waits for an outcome any more, or in time. */
    public Future<Void> drain() {
        LimitSettings.Timeouts timeouts = settings.limits().timeouts();
        draining.leave();
        return until(() -> connections.open() == 0, timeouts.leave())
                .onSuccess(left -> draining.stop())
                .compose(left -> until(() -> backends.waiters().size() == 0, timeouts.drain()));
    }

    /** Closes the ports and their connections, then the Kafka clients. */
    public Future<Void> close() {
        draining.stop();
        return closePorts()
                .eventually(() -> vertx.executeBlocking(() -> {
                    backends.close().run();
                    return null;
                }))
                .onSuccess(closed -> LOG.info("edge stopped"));
    }

    private Future<Void> closePorts() {
        Future<Void> secure = https.map(HttpsServer::close).orElseGet(Future::succeededFuture);
        Future<Void> plain = redirect.map(HttpServer::close).orElseGet(Future::succeededFuture);
        Future<Void> operators = management.map(HttpServer::close).orElseGet(Future::succeededFuture);
        return Future.join(secure, plain, operators).mapEmpty();
    }

    private Future<Void> openHttps(Router routes) {
        HttpServerOptions options = HttpsOptions.secure(
                        settings.tls().certificate(),
                        settings.tls().key(),
                        settings.limits().timeouts().idle())
                .setHost(settings.https().host())
                .setPort(settings.https().port());
        int loops = Runtime.getRuntime().availableProcessors();
        return HttpsServer.start(vertx, options, loops, connections, draining.before(routes))
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

    private Future<Void> until(BooleanSupplier so, Duration longest) {
        return patience.until(() -> Future.succeededFuture(so.getAsBoolean()), longest)
                .mapEmpty();
    }

    private static OptionalInt port(Optional<HttpServer> server) {
        return server.map(open -> OptionalInt.of(open.actualPort())).orElseGet(OptionalInt::empty);
    }
}
