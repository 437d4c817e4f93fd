package io.spanwire.launcher.roles;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.personal.ForgettingEvents;
import io.spanwire.edge.EdgeDependencies;
import io.spanwire.edge.EdgeSettings;
import io.spanwire.edge.HttpFrontend;
import io.spanwire.edge.LimitSettings;
import io.spanwire.edge.server.ManagementServer;
import io.spanwire.launcher.acme.AcmeFolder;
import io.spanwire.launcher.acme.AcmeRenewal;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.notifier.Notifier;
import io.spanwire.notifier.NotifierSettings;
import io.spanwire.projections.DomainsHash;
import io.spanwire.projections.Worker;
import io.spanwire.projections.WorkerSettings;
import io.spanwire.projections.rebuild.RebuildStatus;
import io.spanwire.projections.storage.StorageSettings;
import io.spanwire.projections.storage.StorageWatch;
import io.spanwire.projections.webhook.WebhookSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The running roles of this process and what they share. They start in the order in which a command passes them:
 * worker, edge, notifier. Starting and closing block.
 */
public final class Roles implements AutoCloseable {
    /** Nobody outside this process waits for an event, and fewer requests leave the broker more time. */
    private static final Duration EMBEDDED_RELAY_LINGER = Duration.ofMillis(5);

    private final Settings settings;
    private final Environment environment;
    private final ProgressListener progress;
    private final KafkaClients clients;
    private final DatabaseConnections databases;
    private final Handover handover = new Handover();
    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RebuildStatus rebuilds;
    private Optional<Worker> worker = Optional.empty();
    private Optional<ReaderPools> readers = Optional.empty();
    private Optional<HttpFrontend> edge = Optional.empty();
    private Optional<Notifier> notifier = Optional.empty();
    private Optional<HttpServer> management = Optional.empty();
    private Optional<KafkaProbe> kafka = Optional.empty();
    private Optional<StorageWatch> storage = Optional.empty();
    private Optional<AcmeRenewal> certificates = Optional.empty();

    private Roles(Preparation prepared, Vertx vertx) {
        this.vertx = vertx;
        this.progress = prepared.progress();
        this.rebuilds = new RebuildStatus(metrics, progress::step);
        this.settings = prepared.settings();
        this.environment = prepared.environment();
        this.clients = prepared.clients();
        this.databases = prepared.databases();
    }

    /**
     * Prepares or checks tables and topics, starts the roles of the settings and returns when they serve. A failed start stops
     * what it had started.
     *
     * @throws io.spanwire.launcher.start.UserFacingException with advice for the user
     */
    public static Roles start(Settings settings, Environment environment, ProgressListener progress) {
        return PreparedRoles.of(settings, environment, progress).start();
    }

    /** @param vertx is closed with the roles */
    static Roles start(Preparation preparation, Vertx vertx) {
        Roles roles = new Roles(preparation, vertx);
        try {
            roles.start();
            return roles;
        } catch (RuntimeException e) {
            roles.close();
            throw e;
        }
    }

    private void start() {
        if (settings.management().port().isPresent()) {
            kafka = Optional.of(new KafkaProbe(vertx, clients));
        }
        if (settings.roles().contains(Role.WORKER)) {
            worker = Optional.of(startWorker());
        }
        if (settings.listensForHttps()) {
            startFrontend();
            certificates = settings.http()
                    .transport()
                    .acme()
                    .map(acme -> AcmeRenewal.start(acme, AcmeFolder.in(settings.data()), progress::step));
        } else {
            settings.management().port().ifPresent(this::startManagement);
        }
        worker.ifPresent(started -> Await.started("worker", started.ready()));
        storage = Optional.of(startStorageWatch());
    }

    /** The address for clients, with the actual port; empty if this process is only a worker. */
    public Optional<URI> address() {
        return edge.map(frontend -> URI.create("https://" + settings.http().host() + ":" + frontend.port()));
    }

    /** The address of health and metrics if this process is only a worker and they are on. */
    public Optional<URI> managementAddress() {
        return management.map(
                server -> URI.create("http://" + settings.management().host() + ":" + server.actualPort()));
    }

    /** Stops readiness first, then requests in flight, sockets, lanes and connections. */
    @Override
    public void close() {
        edge.ifPresent(frontend -> Await.stopped("edge", frontend.drain()));
        closeNow();
    }

    /** Stops without waiting for clients to go elsewhere: they come back to the same process. */
    public void closeNow() {
        certificates.ifPresent(AcmeRenewal::close);
        management.ifPresent(server -> Await.stopped("management port", server.close()));
        notifier.ifPresent(running -> Await.stopped("notifier", running.close()));
        worker.ifPresent(Worker::close);
        storage.ifPresent(StorageWatch::close);
        edge.ifPresent(frontend -> Await.stopped("edge", frontend.close()));
        kafka.ifPresent(KafkaProbe::close);
        readers.ifPresent(pools -> Await.stopped("database pools", pools.close()));
        Await.stopped("event loops", vertx.close());
        metrics.close();
    }

    private Worker startWorker() {
        WorkerSettings standard = WorkerSettings.standard();
        // A name that survives a restart: a data folder has one process; other nodes are named by the operator.
        String member = settings.mode() == BackendMode.EMBEDDED ? "embedded" : settings.nodeId();
        return Worker.start(
                vertx,
                environment.domains().domains(),
                clients,
                settings.kafka().partitioning(),
                handover,
                databases.worker(),
                new WorkerSettings(
                        settings.worker().lanes(),
                        member,
                        standard.maxCommands(),
                        standard.maxStreams(),
                        standard.snapshotEvery(),
                        standard.statementTimeout(),
                        settings.mode() == BackendMode.EMBEDDED ? EMBEDDED_RELAY_LINGER : standard.relayLinger()),
                new WebhookSettings(
                        settings.webhooks().rules(),
                        settings.webhooks().timeout(),
                        settings.webhooks().longestPause(),
                        settings.webhooks().giveUp(),
                        settings.webhooks().root()),
                metrics,
                rebuilds,
                environment.clock());
    }

    private StorageWatch startStorageWatch() {
        boolean isWorker = worker.isPresent();
        StorageSettings watched = new StorageSettings(
                databases.blocking(isWorker ? Role.WORKER : Role.EDGE),
                isWorker,
                settings.storage().outcomes(),
                settings.mode() == BackendMode.EMBEDDED ? Optional.of(settings.data()) : Optional.empty(),
                settings.storage().databaseCapacity(),
                StorageSettings.PAUSE);
        return StorageWatch.start(clients, settings.kafka().partitioning(), watched, metrics, progress::step);
    }

    private void startFrontend() {
        ReaderPools pools =
                ReaderPools.open(vertx, databases, settings.database().poolSize());
        readers = Optional.of(pools);
        EdgeDependencies dependencies = new EdgeDependencies(
                environment.domains().domains(),
                DomainsHash.of(environment.domains().domains()),
                environment.domains().classes(),
                clients,
                handover,
                settings.kafka().partitions(),
                pools.views(),
                pools.rules(),
                pools.sessions(),
                pools.outcomes(),
                pools.webhooks(),
                settings.webhooks().rules(),
                settings.roles().contains(Role.EDGE),
                metrics,
                metrics::scrape,
                rebuilds::json,
                environment.development(),
                environment.clock(),
                checks(pools.health()));
        EdgeSettings edgeSettings = EdgeSettingsFactory.of(settings, environment);
        warnOfFewDescriptors(edgeSettings.limits().connections());
        HttpFrontend frontend = Await.started("edge", HttpFrontend.connect(vertx, edgeSettings, dependencies));
        edge = Optional.of(frontend);
        if (settings.roles().contains(Role.NOTIFIER)) {
            notifier = Optional.of(Await.started("notifier", startNotifier(pools.history(), frontend)));
            notifier.ifPresent(started -> handover.toNotifier(started.events()));
        }
        edge = Optional.of(Await.started("edge", frontend.listen(notifier)));
    }

    /** On a cluster; one machine does not need that many. */
    private void warnOfFewDescriptors(LimitSettings.Connections connections) {
        int wanted = EdgeSettingsFactory.connections(settings.limits());
        if (connections.max() < wanted && settings.mode() != BackendMode.EMBEDDED) {
            progress.step("WARNING: this process may open too few files for " + wanted + " connections; it takes "
                    + connections.max() + ". Raise ulimit -n, or LimitNOFILE of systemd.");
        }
    }

    /** Starts health and metrics of a process without HTTP frontend, which would have its own. */
    private void startManagement(int port) {
        ManagementServer server = new ManagementServer(vertx, checks(), metrics::scrape, rebuilds::json);
        management = Optional.of(Await.started(
                "management port", server.start(settings.management().host(), port)));
    }

    private Future<Notifier> startNotifier(Pool pool, HttpFrontend frontend) {
        NotifierSettings notifierSettings =
                NotifierSettings.defaults().withTailBytes(settings.notifier().hotTailBytes());
        return Notifier.start(
                vertx,
                notifierSettings,
                clients,
                settings.kafka().partitions(),
                pool,
                new ForgettingEvents(environment.domains().domains()),
                frontend.ports(),
                metrics);
    }

    private Map<String, Supplier<Future<Void>>> checks(Pool pool) {
        Map<String, Supplier<Future<Void>>> checks = new HashMap<>(checks());
        checks.put("database", () -> pool.query("select 1").execute().mapEmpty());
        return checks;
    }

    private Map<String, Supplier<Future<Void>>> checks() {
        return Map.of(
                "kafka",
                () -> check(kafka.map(KafkaProbe::isAvailable).orElse(true), "Kafka does not answer"),
                "worker",
                () -> check(worker.map(Worker::decides).orElse(true), "A lane does not decide"),
                "reactions",
                () -> check(
                        worker.map(Worker::reacts).orElse(true), "Reactions and timers wait for Kafka or PostgreSQL"),
                "history",
                () -> check(notifier.map(Notifier::isHistoryComplete).orElse(true), "History lacks committed events"));
    }

    private static Future<Void> check(boolean passes, String failure) {
        return passes ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
