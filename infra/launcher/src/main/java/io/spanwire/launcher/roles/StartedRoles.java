package io.spanwire.launcher.roles;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.edge.EdgeDependencies;
import io.spanwire.edge.HttpFrontend;
import io.spanwire.edge.server.ManagementServer;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.notifier.Notifier;
import io.spanwire.notifier.NotifierSettings;
import io.spanwire.projections.Worker;
import io.spanwire.projections.WorkerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The roles of this process while they run. Starts in the order of the journey, stops in the order of a drain. */
public final class StartedRoles implements AutoCloseable {
    private final Settings settings;
    private final Environment facts;
    private final KafkaClients clients;
    private final DatabaseConnections databases;
    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final Partitioning partitioning;
    private final Handover handover = new Handover();
    private Optional<Worker> worker = Optional.empty();
    private Optional<Pool> readers = Optional.empty();
    private Optional<HttpFrontend> edge = Optional.empty();
    private Optional<Notifier> notifier = Optional.empty();
    private Optional<HttpServer> management = Optional.empty();
    private Optional<KafkaProbe> kafka = Optional.empty();

    StartedRoles(
            Settings settings,
            Environment facts,
            KafkaClients clients,
            DatabaseConnections databases,
            Vertx vertx,
            PrometheusMeterRegistry metrics) {
        this.settings = settings;
        this.facts = facts;
        this.clients = clients;
        this.databases = databases;
        this.vertx = vertx;
        this.metrics = metrics;
        this.partitioning = new Partitioning(settings.kafka().partitions());
    }

    void start(ProgressListener progress) {
        progress.step("starting " + settings.roles());
        if (settings.management().port().isPresent()) {
            kafka = Optional.of(new KafkaProbe(vertx, clients));
        }
        if (settings.roles().contains(Role.WORKER)) {
            Await.started("worker", databases.tryWorker(vertx));
            worker = Optional.of(startWorker());
        }
        if (settings.roles().contains(Role.EDGE) || settings.roles().contains(Role.NOTIFIER)) {
            openEdge();
        } else {
            settings.management().port().ifPresent(this::openManagement);
        }
        worker.ifPresent(started -> Await.started("worker", started.ready()));
    }

    /** Where clients reach it, with the port really taken; a process that is only a worker has no such address. */
    public Optional<URI> address() {
        return edge.map(door -> URI.create("https://" + settings.http().host() + ":" + door.port()));
    }

    /** Health and metrics of a process that is only a worker, if they are on. */
    public Optional<URI> managementAddress() {
        return management.map(
                server -> URI.create("http://" + settings.management().host() + ":" + server.actualPort()));
    }

    /** Unready first, then what is in flight, then sockets, lanes, connections. */
    @Override
    public void close() {
        management.ifPresent(server -> Await.stopped("management port", server.close()));
        edge.ifPresent(door -> Await.stopped("edge", door.drain()));
        notifier.ifPresent(hub -> Await.stopped("notifier", hub.close()));
        worker.ifPresent(Worker::close);
        edge.ifPresent(door -> Await.stopped("edge", door.close()));
        kafka.ifPresent(KafkaProbe::close);
        readers.ifPresent(pool -> Await.stopped("database pool", pool.close()));
        Await.stopped("event loops", vertx.close());
        metrics.close();
    }

    private Worker startWorker() {
        WorkerSettings standard = WorkerSettings.standard();
        return Worker.start(
                vertx,
                facts.domains().domains(),
                clients,
                partitioning,
                handover,
                databases.worker(),
                new WorkerSettings(
                        settings.worker().lanes(),
                        member(),
                        standard.maxCommands(),
                        standard.maxStreams(),
                        standard.snapshotEvery(),
                        standard.statementTimeout()),
                metrics);
    }

    /** A name that survives a restart: there is one embedded process a data folder, elsewhere the operator names nodes. */
    private String member() {
        return settings.mode() == BackendMode.EMBEDDED ? "embedded" : settings.nodeId();
    }

    private void openEdge() {
        Await.started("edge", databases.tryReader(vertx));
        Pool pool = databases.readers(vertx, settings.database().poolSize());
        readers = Optional.of(pool);
        EdgeDependencies parts = new EdgeDependencies(
                facts.domains().domains(),
                facts.domains().classes(),
                clients,
                handover,
                partitioning.partitions(),
                pool,
                settings.roles().contains(Role.EDGE),
                metrics,
                metrics::scrape,
                checks(pool));
        HttpFrontend door =
                Await.started("edge", HttpFrontend.connect(vertx, EdgeSettingsFactory.of(settings, facts), parts));
        edge = Optional.of(door);
        if (settings.roles().contains(Role.NOTIFIER)) {
            notifier = Optional.of(Await.started("notifier", startNotifier(pool, door)));
            notifier.ifPresent(started -> handover.toNotifier(started.events()));
        }
        edge = Optional.of(Await.started("edge", door.listen(notifier)));
    }

    /** Where there is no door, which has its own. */
    private void openManagement(int port) {
        ManagementServer server = new ManagementServer(vertx, checks(), metrics::scrape);
        management = Optional.of(Await.started(
                "management port", server.start(settings.management().host(), port)));
    }

    private Future<Notifier> startNotifier(Pool pool, HttpFrontend door) {
        NotifierSettings wanted =
                NotifierSettings.defaults().withTailBytes(settings.notifier().hotTailBytes());
        return Notifier.start(vertx, wanted, clients, partitioning.partitions(), pool, door.ports(), metrics);
    }

    private Map<String, Supplier<Future<Void>>> checks(Pool pool) {
        Map<String, Supplier<Future<Void>>> checks = new HashMap<>(checks());
        checks.put("database", () -> pool.query("select 1").execute().mapEmpty());
        return checks;
    }

    private Map<String, Supplier<Future<Void>>> checks() {
        return Map.of(
                "kafka",
                () -> check(kafka.map(KafkaProbe::answers).orElse(true), "Kafka does not answer"),
                "worker",
                () -> check(worker.map(Worker::decides).orElse(true), "A lane does not decide"),
                "history",
                () -> check(notifier.map(Notifier::isHistoryComplete).orElse(true), "History lacks committed events"));
    }

    private static Future<Void> check(boolean well, String otherwise) {
        return well ? Future.succeededFuture() : Future.failedFuture(otherwise);
    }
}
