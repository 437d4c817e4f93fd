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
 * An installation with every role in a process of its own and every link through a proxy: an edge, a notifier, a second door
 * that is both, two workers; broker and database apart. Where libfaketime is, the second worker's clock can be set.
 */
final class SoakCluster implements AutoCloseable {
    private static final List<String> NODES = List.of("edge", "notifier", "door", "one", "two");
    private static final int GUESTS = 6;

    private final ProxiedCluster installation;
    private final Optional<FakeClock> clock;
    private final CommitInterceptor commits = new CommitInterceptor();
    private final Server edge;
    private final Server notifier;
    private final Server door;
    private final List<Server> workers;
    private int guests;

    private SoakCluster(ProxiedCluster installation) throws IOException {
        this.installation = installation;
        this.clock = FakeClock.isPossible()
                ? Optional.of(new FakeClock(installation.folder().resolve("clock")))
                : Optional.empty();
        installation.toDatabase("one").tap(commits);
        LaunchOptions launch =
                clock.isPresent() ? new LaunchOptions(clock.get().environment(), List.of()) : LaunchOptions.PLAIN;
        this.workers = List.of(installation.serve("one", "worker"), installation.serve("two", "worker", launch));
        this.edge = installation.serve("edge", "edge");
        this.notifier = installation.serve("notifier", "notifier");
        this.door = installation.serve("door", "edge,notifier");
    }

    /** Builds one below target. */
    static SoakCluster build(String name) throws IOException {
        List<String> nodes = new ArrayList<>(NODES);
        for (int guest = 0; guest < GUESTS; guest++) {
            nodes.add("guest" + guest);
        }
        ProxiedCluster installation = ProxiedCluster.start(TestFolders.fresh(name), nodes);
        try {
            return new SoakCluster(installation);
        } catch (IOException | RuntimeException failed) {
            installation.close();
            throw failed;
        }
    }

    ProxiedCluster installation() {
        return installation;
    }

    Backend backend() {
        return edge.backend();
    }

    EdgeNodes doors() {
        return EdgeNodes.through(installation::throughLink, List.of(edge, door), List.of(notifier, door));
    }

    Server worker(Random random) {
        return workers.get(random.nextInt(workers.size()));
    }

    /** A worker that comes for a while. */
    Server guest() throws IOException {
        return installation.serve("guest" + guests++ % GUESTS, "worker");
    }

    /** The one whose commits are seen. */
    Server tapped() {
        return workers.get(0);
    }

    CommitInterceptor commits() {
        return commits;
    }

    /** The one whose clock can be set. */
    Server timeTraveller() {
        return workers.get(1);
    }

    Optional<FakeClock> clock() {
        return clock;
    }

    Server anyDoor(Random random) {
        return List.of(edge, notifier, door).get(random.nextInt(3));
    }

    /** All of them, in the order of a rolling restart. */
    List<Server> everybody() {
        List<Server> all = new ArrayList<>(workers);
        all.addAll(List.of(edge, notifier, door));
        return all;
    }

    /** Where an operator's commands find their settings. */
    Server settings() {
        return edge;
    }

    /** What clients reach a door by. */
    Proxy anyDoorsLink(Random random) {
        return installation.toDoor(anyDoor(random).folder().getFileName().toString());
    }

    /** A process whose link to Kafka is never idle. */
    String anyReader(Random random) {
        return List.of("edge", "notifier", "door", "one").get(random.nextInt(4));
    }

    /** Broker and database, both gone. */
    void startParts() throws IOException {
        installation.broker().start();
        installation.startDatabase();
    }

    Path folder() {
        return installation.folder();
    }

    @Override
    public void close() throws IOException {
        installation.close();
    }
}
