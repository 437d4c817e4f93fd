package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.Address;
import io.spanwire.acceptance.client.Feed;
import io.spanwire.acceptance.client.Person;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Verdict;
import io.spanwire.acceptance.history.Kept;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** People and subscriptions on one server, for as long as a fault test needs them; then the verdict. */
final class Run implements AutoCloseable {
    private final Server server;
    private final Recorder recorder;
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Supplier<Person>> people = new ArrayList<>();
    private final Supplier<Person> reader;
    private final Load load;

    private Run(
            Server server,
            Supplier<Address> sending,
            Supplier<Address> following,
            Recorder recorder,
            String name,
            int people,
            int commandsEach,
            long seed)
            throws IOException, InterruptedException {
        this.server = server;
        this.recorder = recorder;
        for (int number = 0; number < people; number++) {
            Person person = server.person("Person " + number);
            this.people.add(() -> person.at(sending.get()));
        }
        Person reader = server.person("Reader");
        this.reader = () -> reader.at(following.get());
        this.load = Load.start(this.people, recorder, name, commandsEach, seed);
        for (String stream : load.streams()) {
            feeds.add(Feed.follow(this.reader, recorder, stream, 0));
        }
    }

    /** The recorder is that of the server: the verdict is on everything that ever happened to it. */
    static Run start(Server server, Recorder recorder, String name, int people, int commandsEach, long seed)
            throws IOException, InterruptedException {
        return new Run(server, server::address, server::address, recorder, name, people, commandsEach, seed);
    }

    /** The same with commands sent to one address and events followed at another. */
    static Run start(
            Server server,
            Supplier<Address> sending,
            Supplier<Address> following,
            Recorder recorder,
            String name,
            int people,
            int commandsEach,
            long seed)
            throws IOException, InterruptedException {
        return new Run(server, sending, following, recorder, name, people, commandsEach, seed);
    }

    /** Waits until so many commands were accepted: a fault must fall into work, not before or after it. */
    void untilAccepted(int commands) {
        Awaitility.await(commands + " accepted commands")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> load.accepted() >= commands);
    }

    int accepted() {
        return load.accepted();
    }

    int answered() {
        return load.answered();
    }

    List<Feed> feeds() {
        return feeds;
    }

    /** Lets the people end, resolves everything, and asks the checker; every command's fate must be known by then. */
    Kept verdict(boolean stop) throws Exception {
        load.join(stop);
        assertThat(load.unknown()).as("commands of unknown fate").isZero();
        Kept kept = Verdict.of(server, reader.get(), recorder, feeds);
        assertThat(kept.events()).isNotEmpty();
        return kept;
    }

    @Override
    public void close() {
        load.close();
        feeds.forEach(Feed::close);
    }
}
