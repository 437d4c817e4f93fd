package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** An operator's commands on a cluster: told where Kafka and PostgreSQL are, from a folder that no server has. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class OperatorIT {
    private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");
    private static final Duration SOON = Duration.ofSeconds(60);

    private TestCluster installation;
    private Server worker;
    private Server door;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        installation = TestCluster.start("operator-cluster");
        worker = installation.serve("worker", "worker");
        door = installation.serve("door", "edge,notifier");
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        ann = door.person("Ann");
    }

    @Test
    void parkedStreamIsSeenRetriedAndDropped() throws Exception {
        OwnerDatabase owner = door.backend().owner();
        String room = "chat/parked";
        owner.execute(
                "alter table read_model.chat_message add constraint no_bad check (text not like '%bad%') not valid");
        assertSaid(installation.run("parked", "list"), 0, "Nothing is parked.");

        String mended = hand(room, "bad").header("location");
        String dropped = hand(room, "bad, too").header("location");
        await().atMost(SOON)
                .until(() -> owner.number("select coalesce(sum(waiting), 0) from spanwire.parked_stream") == 2);

        assertSaid(installation.run("parked", "list"), 0, room, "waiting 2", "no_bad");
        assertSaid(installation.run("parked", "show", room), 0, "23514", ann.subject());
        assertSaid(installation.run("parked", "retry", room), 1, "0 decided, 2 waiting; parked again");
        owner.execute(
                "alter table read_model.chat_message drop constraint no_bad",
                "alter table read_model.chat_message add constraint no_bad check (text not like '%too%') not valid");
        assertSaid(installation.run("parked", "retry", room), 1, "1 decided, 1 waiting; parked again");
        assertSaid(installation.run("parked", "drop", room), 0, "1 decided, none waiting");

        assertThat(ann.get(mended).json().path("version").asLong()).isEqualTo(1);
        assertThat(ann.get(dropped).json().path("problem").path("type").asText())
                .isEqualTo("/problems/dropped");
        owner.execute("alter table read_model.chat_message drop constraint no_bad");
    }

    @Test
    void newEpochWaitsForEverybodyToStopAndMendsAnOlderDatabase() throws Exception {
        room("chat/kept").say("one");
        String old = room("chat/kept").epoch();
        assertSaid(installation.run("new-epoch", "--yes"), 1, "spanwire-reader, spanwire-worker", "Stop all of them");
        assertThat(worker.terminate()).isPresent();
        assertSaid(installation.run("new-epoch", "--yes"), 1, "run: spanwire-reader.");
        assertThat(door.terminate()).isPresent();
        Path database = installation.databaseFolder();
        Path copy = keepCopy(database);
        startAll();
        room("chat/kept").say("two");
        stopAll();
        TestFolders.remove(database);
        Files.move(copy, database);
        installation.startParts();

        assertThatThrownBy(door::start).hasMessageContaining("spanwire new-epoch");
        assertSaid(installation.run("new-epoch"), 1, "1 events", "1 commands", "will be decided now", "--yes");
        assertThatThrownBy(worker::start).hasMessageContaining("spanwire new-epoch");
        assertSaid(installation.run("new-epoch", "--yes"), 0, "has a new epoch");
        worker.start();
        door.start();
        signIn();

        RoomUser kept = room("chat/kept");
        await().atMost(SOON).untilAsserted(() -> assertThat(kept.texts()).containsExactly("one", "two"));
        assertThat(kept.page("after=0&epoch=" + old).path("type").asText()).isEqualTo("/problems/other-epoch");
        kept.say("three");
        assertThat(kept.texts()).containsExactly("one", "two", "three");
    }

    private Path keepCopy(Path database) throws IOException, InterruptedException {
        installation.stopParts();
        Path copy = database.resolveSibling("copy");
        TestFolders.copy(database, copy);
        return copy;
    }

    private void stopAll() throws IOException, InterruptedException {
        assertThat(worker.terminate()).isPresent();
        assertThat(door.terminate()).isPresent();
        installation.stopParts();
    }

    private void startAll() throws Exception {
        installation.startParts();
        worker.start();
        door.start();
        signIn();
    }

    /** With whoever is signed in now. */
    private RoomUser room(String stream) {
        return new RoomUser(ann, stream);
    }

    private HttpReply hand(String room, String text) throws Exception {
        HttpReply reply = room(room).say(text, ASYNC);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        return reply;
    }

    private static void assertSaid(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }
}
