package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingFollower;
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
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** The load and the subscriptions of a fault test, followed by the check of the history. */
public final class FaultRun implements AutoCloseable {
    private final EdgeNodes nodes;
    private final Recorder recorder;
    private final List<RecordingSubscriber> subscribers = new ArrayList<>();
    private final List<RecordingFollower> followers = new ArrayList<>();
    private final BackgroundLoad load;
    private final SignedInUser reader;

    private FaultRun(EdgeNodes nodes, Recorder recorder, Workload work) throws IOException, InterruptedException {
        this.nodes = nodes;
        this.recorder = recorder;
        this.reader = nodes.signIn("Reader");
        List<ServerRoute> users = new ArrayList<>();
        for (int number = 0; number < work.users(); number++) {
            users.add(nodes.commands(nodes.signIn("User " + number), number));
        }
        this.load = BackgroundLoad.start(users, recorder, work);
        for (String stream : load.streams()) {
            follow(stream);
        }
        followers.add(RecordingFollower.start(nodes.events(reader, subscribers.size()), recorder));
    }

    /** @param recorder the cluster's recorder: the check covers everything that has ever happened in the cluster */
    public static FaultRun start(EdgeNodes nodes, Recorder recorder, Workload work)
            throws IOException, InterruptedException {
        return new FaultRun(nodes, recorder, work);
    }

    /** Starts users without pauses on one server. */
    public static FaultRun start(Server server, Recorder recorder, String name, int users, int commandsEach, long seed)
            throws IOException, InterruptedException {
        return start(EdgeNodes.of(server), recorder, new Workload(name, users, commandsEach, Duration.ZERO, seed));
    }

    /** Like the other, with separate addresses for commands and events. */
    static FaultRun start(
            Server server,
            Supplier<ServerAddress> sending,
            Supplier<ServerAddress> following,
            Recorder recorder,
            String name,
            int users,
            int commandsEach,
            long seed)
            throws IOException, InterruptedException {
        EdgeNodes nodes = EdgeNodes.at(server.backend(), sending, following);
        return start(nodes, recorder, new Workload(name, users, commandsEach, Duration.ZERO, seed));
    }

    /** Waits until this many commands were accepted, so that a fault happens under load. */
    public void awaitAccepted(int commands) {
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

    public List<RecordingSubscriber> subscribers() {
        return subscribers;
    }

    /** Adds a subscription from version 0; like the others it must be complete at the verdict. */
    public final RecordingSubscriber follow(String stream) {
        RecordingSubscriber subscriber =
                RecordingSubscriber.follow(nodes.events(reader, subscribers.size()), recorder, stream, 0);
        subscribers.add(subscriber);
        return subscriber;
    }

    /** Waits until every stream has a new event; returns how long that took. */
    public Duration awaitAllStreamsAdvance() {
        return StreamCheckpoint.of(this).awaitAll();
    }

    /** Ends the load and checks the history; by then every command's outcome must be known. */
    public StoredHistory verdict(boolean stop) throws Exception {
        load.join(stop);
        assertThat(load.unknown()).as("commands of unknown outcome").isZero();
        StoredHistory stored =
                HistoryVerdict.check(nodes.backend(), nodes.direct(reader), recorder, subscribers, followers);
        assertThat(stored.events()).isNotEmpty();
        return stored;
    }

    /** The checker's violations, for tests that expect some. */
    List<Violation> violations() throws Exception {
        load.join(true);
        return HistoryVerdict.violations(nodes.backend(), nodes.direct(reader), recorder);
    }

    @Override
    public void close() {
        load.close();
        subscribers.forEach(RecordingSubscriber::close);
        followers.forEach(RecordingFollower::end);
    }
}
