package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.ServerRoute;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.HistoryVerdict;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.history.StoredHistory;
import io.spanwire.acceptance.history.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** People and subscriptions on one server, for as long as a fault test needs them; then the verdict. */
public final class FaultRun implements AutoCloseable {
    private final EdgeNodes doors;
    private final Recorder recorder;
    private final List<RecordingSubscriber> feeds = new ArrayList<>();
    private final BackgroundLoad load;
    private final SignedInUser reader;

    private FaultRun(EdgeNodes doors, Recorder recorder, Workload work) throws IOException, InterruptedException {
        this.doors = doors;
        this.recorder = recorder;
        this.reader = doors.person("Reader");
        List<ServerRoute> people = new ArrayList<>();
        for (int number = 0; number < work.people(); number++) {
            people.add(doors.commands(doors.person("Person " + number), number));
        }
        this.load = BackgroundLoad.start(people, recorder, work);
        for (String stream : load.streams()) {
            follow(stream);
        }
    }

    /** The recorder is that of the installation: the verdict is on everything that ever happened to it. */
    public static FaultRun start(EdgeNodes doors, Recorder recorder, Workload work)
            throws IOException, InterruptedException {
        return new FaultRun(doors, recorder, work);
    }

    /** People without pause on one server. */
    public static FaultRun start(Server server, Recorder recorder, String name, int people, int commandsEach, long seed)
            throws IOException, InterruptedException {
        return start(EdgeNodes.of(server), recorder, new Workload(name, people, commandsEach, Duration.ZERO, seed));
    }

    /** The same with commands sent to one address and events followed at another. */
    static FaultRun start(
            Server server,
            Supplier<ServerAddress> sending,
            Supplier<ServerAddress> following,
            Recorder recorder,
            String name,
            int people,
            int commandsEach,
            long seed)
            throws IOException, InterruptedException {
        EdgeNodes doors = EdgeNodes.at(server.backend(), sending, following);
        return start(doors, recorder, new Workload(name, people, commandsEach, Duration.ZERO, seed));
    }

    /** Waits until so many commands were accepted: a fault must fall into work, not before or after it. */
    public void untilAccepted(int commands) {
        Awaitility.await(commands + " accepted commands")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> load.accepted() >= commands);
    }

    public int accepted() {
        return load.accepted();
    }

    public int answered() {
        return load.answered();
    }

    public List<RecordingSubscriber> feeds() {
        return feeds;
    }

    /** One more subscription, from the beginning; it must have everything by the verdict, as the others. */
    public final RecordingSubscriber follow(String stream) {
        RecordingSubscriber feed = RecordingSubscriber.follow(doors.events(reader, feeds.size()), recorder, stream, 0);
        feeds.add(feed);
        return feed;
    }

    /** Until each stream that people write to has got something new, counted from now. */
    public Duration untilAllStreamsMove() {
        long begin = System.nanoTime();
        Map<RecordingSubscriber, Long> before = new HashMap<>();
        feeds.forEach(feed -> before.put(feed, feed.reached()));
        Awaitility.await("every stream moves")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> before.entrySet().stream()
                        .allMatch(entry -> entry.getKey().reached() > entry.getValue()));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Lets the people end, resolves everything, and asks the checker; every command's fate must be known by then. */
    public StoredHistory verdict(boolean stop) throws Exception {
        load.join(stop);
        assertThat(load.unknown()).as("commands of unknown fate").isZero();
        StoredHistory kept = HistoryVerdict.of(doors.backend(), doors.judge(reader), recorder, feeds);
        assertThat(kept.events()).isNotEmpty();
        return kept;
    }

    /** What the checker finds, for tests that want it to find something. */
    List<Violation> findings() throws Exception {
        load.join(true);
        return HistoryVerdict.findings(doors.backend(), doors.judge(reader), recorder);
    }

    @Override
    public void close() {
        load.close();
        feeds.forEach(RecordingSubscriber::close);
    }
}
