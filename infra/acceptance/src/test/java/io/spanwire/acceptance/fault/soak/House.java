package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.harness.Doors;
import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.Installation;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.launcher.Spanwire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * An installation with every role in a process of its own and nothing that stands alone but broker and database: an edge, a
 * notifier, a second door that is both, two workers. Where libfaketime is, the second worker's clock can be set.
 */
final class House implements AutoCloseable {
    private final Installation installation;
    private final Server edge;
    private final Server notifier;
    private final Server door;
    private final List<Server> workers;
    private final Optional<FakeClock> clock;

    private House(Installation installation) throws IOException {
        this.installation = installation;
        Path folder = installation.folder();
        this.clock = FakeClock.isPossible() ? Optional.of(new FakeClock(folder.resolve("clock"))) : Optional.empty();
        Map<String, String> environment = clock.isPresent() ? clock.get().environment() : Map.of();
        this.workers = List.of(
                installation.serve("worker-one", "worker"),
                installation.serve("worker-two", "worker", Spanwire.class, environment));
        this.edge = installation.serve("edge", "edge");
        this.notifier = installation.serve("notifier", "notifier");
        this.door = installation.serve("door", "edge,notifier");
    }

    /** Builds one below target. */
    static House build(String name) throws IOException {
        Installation installation = Installation.start(name);
        try {
            return new House(installation);
        } catch (IOException | RuntimeException failed) {
            installation.close();
            throw failed;
        }
    }

    Installation installation() {
        return installation;
    }

    Doors doors() {
        return Doors.of(List.of(edge, door), List.of(notifier, door));
    }

    Server worker(Random random) {
        return workers.get(random.nextInt(workers.size()));
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

    Path folder() {
        return installation.folder();
    }

    @Override
    public void close() {
        installation.close();
    }
}
