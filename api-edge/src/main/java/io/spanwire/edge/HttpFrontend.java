package io.spanwire.edge;

import io.spanwire.edge.EdgeSettings.Listen;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.edge.budget.ClientAdmission;
import io.spanwire.edge.budget.ClientBudgets;
import io.spanwire.edge.budget.Limit;
import io.spanwire.edge.budget.Refusals;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.server.CertificateWatch;
import io.spanwire.edge.server.ConnectionGuard;
import io.spanwire.edge.server.HttpsOptions;
import io.spanwire.edge.server.HttpsServer;
import io.spanwire.edge.server.ManagementServer;
import io.spanwire.edge.server.RedirectServer;
import io.spanwire.edge.server.ServerCertificate;
import io.spanwire.edge.server.SlowClientTimeouts;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP servers of a node with the role edge, notifier or both: HTTPS, the plain port that redirects, management.
 * They start in two steps, because the notifier needs the {@link #ports} and the servers need the notifier:
 * {@link #connect}, then {@link #listen}. They stop in two: {@link #drain}, then, once the notifier is closed,
 * {@link #close}.
 */
public final class HttpFrontend {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFrontend.class);
    private static final long FORGET_MILLIS = 10_000;

    private final Vertx vertx;
    private final EdgeSettings settings;
    private final EdgeDependencies dependencies;
    private final EdgeBackends backends;
    private final AllowedOrigins origins;
    private final RouterBuilder router;
    private final ClientBudgets budgets;
    private final ConnectionGuard connections;
    private final ConditionPoller poller;
    private final DrainState drainState = new DrainState();
    private volatile long forgetting = -1;
    private volatile Optional<HttpsServer> https = Optional.empty();
    private volatile Optional<CertificateWatch> certificate = Optional.empty();
    volatile Optional<HttpServer> redirect = Optional.empty();
    volatile Optional<HttpServer> management = Optional.empty();

    HttpFrontend(Vertx vertx, EdgeSettings settings, EdgeDependencies dependencies, EdgeBackends backends) {
        this.vertx = vertx;
        this.settings = settings;
        this.dependencies = dependencies;
        this.backends = backends;
        this.origins = new AllowedOrigins(settings.origins());
        AuditLog audit = new AuditLog(dependencies.meters(), backends.clock());
        Refusals refusals = new Refusals(dependencies.meters(), audit::refused);
        this.router = new RouterBuilder(vertx, settings, dependencies, backends, origins, refusals, audit);
        this.budgets = new ClientBudgets(settings.limits().budgets(), refusals);
        this.connections = new ConnectionGuard(
                settings.limits().connections().max(),
                settings.limits().proxies().protocol(),
                new ClientAdmission(budgets, settings.limits().proxies()),
                timeouts(),
                refusals.counter(Limit.CONNECTIONS, Limit.Scope.NODE));
        dependencies.meters().gauge("spanwire.edge.connections", connections, ConnectionGuard::open);
        this.poller = new ConditionPoller(vertx);
    }

    /** Connects to Kafka; completes when commands can be sent and outcomes arrive. Nothing listens yet. */
    public static Future<HttpFrontend> connect(Vertx vertx, EdgeSettings settings, EdgeDependencies dependencies) {
        return vertx.executeBlocking(() ->
                        new HttpFrontend(vertx, settings, dependencies, EdgeBackends.connect(settings, dependencies)))
                .compose(frontend -> Future.fromCompletionStage(frontend.backends.ready(), vertx.getOrCreateContext())
                        .map(frontend)
                        .recover(failure -> frontend.close().transform(closed -> Future.failedFuture(failure))));
    }

    /** The services that the notifier needs: commands, access rules, sessions. */
    public EdgePorts ports() {
        return router.ports();
    }

    /** Starts the servers. Without a notifier there is neither {@code /ws} nor the events endpoint. */
    public Future<HttpFrontend> listen(Optional<? extends EventDelivery> notifier) {
        forgetting = vertx.setPeriodic(FORGET_MILLIS, now -> budgets.forgetUnused());
        return router.identity()
                .start()
                .compose(started -> openHttps(router.build(notifier, drainState)))
                .compose(open -> openRedirect())
                .compose(open -> openManagement())
                .recover(failure -> closePorts().transform(closed -> Future.failedFuture(failure)))
                .onSuccess(listening -> LOG.info("edge listening port={}", port()))
                .map(this);
    }

    /** The actual port of HTTPS. */
    public int port() {
        return https.map(HttpsServer::port)
                .orElseThrow(() -> new IllegalStateException("The HTTPS server is not started yet"));
    }

    /** Makes the node unready, then refuses commands; completes when no command waits, or after timeouts. */
    public Future<Void> drain() {
        LimitSettings.Timeouts timeouts = settings.limits().timeouts();
        drainState.drain();
        return until(() -> connections.open() == 0, timeouts.connectionDrain())
                .onSuccess(drained -> drainState.stop())
                .compose(drained -> until(() -> backends.waiters().size() == 0, timeouts.commandDrain()));
    }

    /** Closes the servers and their connections, then the Kafka clients. */
    public Future<Void> close() {
        drainState.stop();
        vertx.cancelTimer(forgetting);
        certificate.ifPresent(CertificateWatch::close);
        router.identity().stop();
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
        EdgeSettings.Tls tls = settings.tls();
        return vertx.executeBlocking(() -> ServerCertificate.read(vertx, tls.certificate(), tls.key()))
                .compose(certificate -> openHttps(routes, certificate));
    }

    private Future<Void> openHttps(Router routes, ServerCertificate certificate) {
        EdgeSettings.Tls tls = settings.tls();
        HttpServerOptions options = HttpsOptions.secure(
                        tls.certificate(),
                        tls.key(),
                        settings.limits().timeouts().idle())
                .setKeyCertOptions(certificate.options())
                .setHost(settings.https().host())
                .setPort(settings.https().port());
        int loops = Runtime.getRuntime().availableProcessors();
        return HttpsServer.start(
                        vertx,
                        tls.clients().apply(options),
                        loops,
                        connections,
                        timeouts(),
                        tls.strict().before(drainState.before(routes)))
                .onSuccess(server -> {
                    https = Optional.of(server);
                    origins.setPort(server.port());
                    watch(certificate, server);
                })
                .mapEmpty();
    }

    private SlowClientTimeouts timeouts() {
        LimitSettings.Timeouts timeouts = settings.limits().timeouts();
        return new SlowClientTimeouts(
                timeouts.head().multipliedBy(2), timeouts.head(), timeouts.body(), timeouts.stall());
    }

    private void watch(ServerCertificate inUse, HttpsServer server) {
        EdgeSettings.Tls tls = settings.tls();
        CertificateWatch started =
                new CertificateWatch(vertx, tls.certificate(), tls.key(), backends.clock(), inUse, server::use);
        started.start(dependencies.meters());
        certificate = Optional.of(started);
    }

    private Future<Void> openRedirect() {
        if (settings.redirectPort().isEmpty()) {
            return Future.succeededFuture();
        }
        return RedirectServer.start(
                        vertx,
                        settings.https().host(),
                        settings.redirectPort().getAsInt(),
                        origins::first,
                        settings.tls().webroot())
                .onSuccess(server -> redirect = Optional.of(server))
                .mapEmpty();
    }

    private Future<Void> openManagement() {
        if (settings.management().isEmpty()) {
            return Future.succeededFuture();
        }
        Listen address = settings.management().get();
        Map<String, Supplier<Future<Void>>> checks = new HashMap<>(dependencies.checks());
        checks.put(
                "accepting",
                () -> drainState.isDraining() ? Future.failedFuture("draining") : Future.succeededFuture());
        Map<String, Supplier<String>> details = new HashMap<>(router.identity().health());
        certificate.ifPresent(watch -> details.put("certificate", watch::health));
        return new ManagementServer(vertx, checks, details, dependencies.metrics(), dependencies.rebuilds())
                .start(address.host(), address.port())
                .onSuccess(server -> management = Optional.of(server))
                .mapEmpty();
    }

    private Future<Void> until(BooleanSupplier condition, Duration timeout) {
        return poller.until(() -> Future.succeededFuture(condition.getAsBoolean()), timeout)
                .mapEmpty();
    }
}
