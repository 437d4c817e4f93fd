package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.fault.kind.CommitInterceptor;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.harness.ProxiedCluster;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An edge, a notifier and one or two workers, each a process whose links go through proxies, for link and backend
 * faults.
 */
final class ProxiedDeployment implements AutoCloseable {
    static final String EDGE = "edge";
    static final String NOTIFIER = "notifier";
    static final String ONE = "one";
    static final String TWO = "two";

    private final Recorder recorder;
    private final ProxiedCluster cluster;
    private final Server edge;
    private final Server notifier;
    private final List<Server> workers = new ArrayList<>();
    private final List<CommitInterceptor> commits = new ArrayList<>();

    private ProxiedDeployment(Recorder recorder, ProxiedCluster cluster, List<String> workers) throws IOException {
        this.recorder = recorder;
        this.cluster = cluster;
        for (String worker : workers) {
            CommitInterceptor interceptor = new CommitInterceptor();
            cluster.toDatabase(worker).tap(interceptor);
            commits.add(interceptor);
            this.workers.add(cluster.serve(worker, "worker"));
        }
        this.edge = cluster.serve(EDGE, "edge");
        this.notifier = cluster.serve(NOTIFIER, "notifier");
    }

    /** Starts all processes in a folder below target and waits until they are ready. */
    static ProxiedDeployment start(String name, List<String> workers) throws IOException {
        return start(TestFolders.fresh(name), workers);
    }

    /** Like the other, in a prepared folder. */
    static ProxiedDeployment start(Path folder, List<String> workers) throws IOException {
        Recorder recorder = Recorder.to(folder.resolve("history.jsonl"));
        List<String> nodes = new ArrayList<>(List.of(EDGE, NOTIFIER));
        nodes.addAll(workers);
        ProxiedCluster cluster = ProxiedCluster.start(folder, nodes);
        try {
            return new ProxiedDeployment(recorder, cluster, workers);
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    ProxiedCluster cluster() {
        return cluster;
    }

    Recorder recorder() {
        return recorder;
    }

    Server edge() {
        return edge;
    }

    Server notifier() {
        return notifier;
    }

    Server worker(int number) {
        return workers.get(number);
    }

    /** Intercepts the commits of the worker's lanes. */
    CommitInterceptor commits(int number) {
        return commits.get(number);
    }

    /** Starts users and subscriptions whose traffic goes through the clients' links. */
    FaultRun run(String name, int users, long seed) throws IOException, InterruptedException {
        return FaultRun.start(
                edge,
                () -> cluster.throughLink(EDGE),
                () -> cluster.throughLink(NOTIFIER),
                recorder,
                name,
                users,
                Integer.MAX_VALUE,
                seed);
    }

    /** A probe of the edge that bypasses the clients' link. */
    Probe edgeProbe() throws IOException, InterruptedException {
        SignedInUser user = edge.signIn("Probe");
        return new Probe(() -> user, recorder);
    }

    /** A probe of the notifier that bypasses the clients' link. */
    Probe notifierProbe() throws IOException, InterruptedException {
        SignedInUser user = notifier.signIn("Probe");
        return new Probe(() -> user, recorder);
    }

    /** Opens a socket of the probe's user at the notifier. */
    WebSocketClient openSocket(Probe probe) throws SocketLost {
        return WebSocketClient.open(probe.user().at(notifier.address()));
    }

    /** What a test checks during or after a fault. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    /**
     * Injects the fault under load, runs the check, heals the fault, and records the time until every stream advances.
     */
    void injectAndHeal(Fault fault, FaultRun run, Check during) throws Exception {
        run.awaitAccepted(run.accepted() + 40);
        fault.inject();
        long begin = System.nanoTime();
        try {
            during.run();
            TimePassing.of(fault.hold().minusNanos(System.nanoTime() - begin));
        } finally {
            fault.heal();
        }
        Duration recovery = StreamCheckpoint.of(run).awaitAll();
        System.err.printf("%s, %s%n", fault.prove(), recovery);
        Recovery.record(fault.name(), recovery);
    }

    @Override
    public void close() throws IOException {
        recorder.close();
        cluster.close();
    }
}
