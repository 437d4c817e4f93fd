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

/** Edge, notifier and two workers, each a process, every link of theirs through a proxy; and what happens to them. */
final class WiredRun implements AutoCloseable {
    static final String EDGE = "edge";
    static final String HUB = "hub";
    static final String ONE = "one";
    static final String TWO = "two";

    private final Recorder recorder;
    private final ProxiedCluster installation;
    private final Server edge;
    private final Server hub;
    private final List<Server> workers = new ArrayList<>();
    private final List<CommitInterceptor> commits = new ArrayList<>();

    private WiredRun(Recorder recorder, ProxiedCluster installation, List<String> workers) throws IOException {
        this.recorder = recorder;
        this.installation = installation;
        for (String worker : workers) {
            CommitInterceptor seen = new CommitInterceptor();
            installation.toDatabase(worker).tap(seen);
            commits.add(seen);
            this.workers.add(installation.serve(worker, "worker"));
        }
        this.edge = installation.serve(EDGE, "edge");
        this.hub = installation.serve(HUB, "notifier");
    }

    /** All of them ready. */
    static WiredRun start(String name, List<String> workers) throws IOException {
        return start(TestFolders.fresh(name), workers);
    }

    /** In that folder. */
    static WiredRun start(Path folder, List<String> workers) throws IOException {
        Recorder recorder = Recorder.to(folder.resolve("history.jsonl"));
        List<String> nodes = new ArrayList<>(List.of(EDGE, HUB));
        nodes.addAll(workers);
        ProxiedCluster installation = ProxiedCluster.start(folder, nodes);
        try {
            return new WiredRun(recorder, installation, workers);
        } catch (IOException | RuntimeException failed) {
            installation.close();
            throw failed;
        }
    }

    ProxiedCluster installation() {
        return installation;
    }

    Recorder recorder() {
        return recorder;
    }

    Server edge() {
        return edge;
    }

    Server hub() {
        return hub;
    }

    Server worker(int number) {
        return workers.get(number);
    }

    /** The commits of that worker's lanes. */
    CommitInterceptor commits(int number) {
        return commits.get(number);
    }

    /** People who send and read through their links, until the verdict. */
    FaultRun run(String name, int people, long seed) throws IOException, InterruptedException {
        return FaultRun.start(
                edge,
                () -> installation.throughLink(EDGE),
                () -> installation.throughLink(HUB),
                recorder,
                name,
                people,
                Integer.MAX_VALUE,
                seed);
    }

    /** Asks the edge, past the clients' link. */
    Probe askEdge() throws IOException, InterruptedException {
        SignedInUser person = edge.person("Probe");
        return new Probe(() -> person, recorder);
    }

    /** Asks the notifier, past the clients' link. */
    Probe askHub() throws IOException, InterruptedException {
        SignedInUser person = hub.person("Probe");
        return new Probe(() -> person, recorder);
    }

    /** A socket of the one who asks, at the notifier. */
    WebSocketClient socketOf(Probe probe) throws SocketLost {
        return WebSocketClient.open(probe.person().at(hub.address()));
    }

    /** What a test finds out while its fault lasts. */
    @FunctionalInterface
    interface Meanwhile {
        void ask() throws Exception;
    }

    /** Injects the fault into the work of a run, heals it, waits until every stream moves again, and writes down how long that took. */
    void through(Fault fault, FaultRun run, Meanwhile meanwhile) throws Exception {
        run.untilAccepted(run.accepted() + 40);
        fault.inject();
        long begin = System.nanoTime();
        try {
            meanwhile.ask();
            TimePassing.of(fault.hold().minusNanos(System.nanoTime() - begin));
        } finally {
            fault.heal();
        }
        Duration recovery = StreamMotion.of(run).untilAllMove();
        System.err.printf("%s, %s%n", fault.prove(), recovery);
        Recovery.record(fault.name(), recovery);
    }

    @Override
    public void close() throws IOException {
        recorder.close();
        installation.close();
    }
}
