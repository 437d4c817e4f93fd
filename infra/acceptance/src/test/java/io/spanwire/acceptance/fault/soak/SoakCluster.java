package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.fault.kind.CommitInterceptor;
import io.spanwire.acceptance.harness.Backend;
import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.ProxiedCluster;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.link.Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A cluster for long runs, with each role in a separate process and every link through a proxy: an edge, a notifier, a
 * frontend that is both, two workers, broker and database. With libfaketime the second worker's clock can be set.
 */
final class SoakCluster implements AutoCloseable {
    private static final List<String> NODES = List.of("edge", "notifier", "frontend", "one", "two");
    private static final int EXTRA_WORKERS = 6;

    private final ProxiedCluster cluster;
    private final Optional<FakeClock> clock;
    private final CommitInterceptor commits = new CommitInterceptor();
    private final Server edge;
    private final Server notifier;
    private final Server frontend;
    private final List<Server> workers;
    private int extraWorkers;

    private SoakCluster(ProxiedCluster cluster) throws IOException {
        this.cluster = cluster;
        this.clock = FakeClock.isAvailable()
                ? Optional.of(new FakeClock(cluster.folder().resolve("clock")))
                : Optional.empty();
        cluster.toDatabase("one").tap(commits);
        LaunchOptions launch =
                clock.isPresent() ? new LaunchOptions(clock.get().environment(), List.of()) : LaunchOptions.DEFAULT;
        this.workers = List.of(cluster.serve("one", "worker"), cluster.serve("two", "worker", launch));
        this.edge = cluster.serve("edge", "edge");
        this.notifier = cluster.serve("notifier", "notifier");
        this.frontend = cluster.serve("frontend", "edge,notifier");
    }

    /** Starts a cluster in a folder below target. */
    static SoakCluster start(String name) throws IOException {
        List<String> nodes = new ArrayList<>(NODES);
        for (int extra = 0; extra < EXTRA_WORKERS; extra++) {
            nodes.add("extra" + extra);
        }
        ProxiedCluster cluster = ProxiedCluster.start(TestFolders.fresh(name), nodes);
        try {
            return new SoakCluster(cluster);
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    ProxiedCluster proxied() {
        return cluster;
    }

    Backend backend() {
        return edge.backend();
    }

    EdgeNodes nodes() {
        return EdgeNodes.through(cluster::throughLink, List.of(edge, frontend), List.of(notifier, frontend));
    }

    Server worker(Random random) {
        return workers.get(random.nextInt(workers.size()));
    }

    /** Starts another worker. */
    Server startExtraWorker() throws IOException {
        return cluster.serve("extra" + extraWorkers++ % EXTRA_WORKERS, "worker");
    }

    /** The worker whose commits {@link #commits} intercepts. */
    Server tappedWorker() {
        return workers.get(0);
    }

    CommitInterceptor commits() {
        return commits;
    }

    Server workerWithFakeClock() {
        return workers.get(1);
    }

    Optional<FakeClock> clock() {
        return clock;
    }

    Server anyFrontend(Random random) {
        return List.of(edge, notifier, frontend).get(random.nextInt(3));
    }

    /** All servers, in the order of a rolling restart. */
    List<Server> allServers() {
        List<Server> all = new ArrayList<>(workers);
        all.addAll(List.of(edge, notifier, frontend));
        return all;
    }

    /** The server whose settings an operator's commands get. */
    Server operatorServer() {
        return edge;
    }

    /** A link from clients to a node. */
    Proxy anyClientLink(Random random) {
        return cluster.fromClients(anyFrontend(random).folder().getFileName().toString());
    }

    /** A process whose link to Kafka is never idle. */
    String anyKafkaReader(Random random) {
        return List.of("edge", "notifier", "frontend", "one").get(random.nextInt(4));
    }

    void startBackends() throws IOException {
        cluster.broker().start();
        cluster.startDatabase();
    }

    Path folder() {
        return cluster.folder();
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
