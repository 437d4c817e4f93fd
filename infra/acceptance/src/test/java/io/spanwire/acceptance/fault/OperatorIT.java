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

/**
 * An operator's commands on a cluster, run with the addresses of Kafka and PostgreSQL and without a server's data
 * folder.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class OperatorIT {
    private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");
    private static final Duration SOON = Duration.ofSeconds(60);

    private TestCluster cluster;
    private Server worker;
    private Server frontend;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        cluster = TestCluster.start("operator-cluster");
        worker = cluster.serve("worker", "worker");
        frontend = cluster.serve("frontend", "edge,notifier");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        ann = frontend.signIn("Ann");
    }

    @Test
    void parkedStreamIsListedRetriedAndDropped() throws Exception {
        OwnerDatabase owner = frontend.backend().owner();
        String room = "chat/parked";
        owner.execute(
                "alter table read_model.chat_message add constraint no_bad check (text not like '%bad%') not valid");
        assertOutput(cluster.run("parked", "list"), 0, "Nothing is parked.");

        String retried = postAsync(room, "bad").header("location");
        String dropped = postAsync(room, "bad, too").header("location");
        await().atMost(SOON)
                .until(() -> owner.number("select coalesce(sum(waiting), 0) from spanwire.parked_stream") == 2);

        assertOutput(cluster.run("parked", "list"), 0, room, "waiting 2", "no_bad");
        assertOutput(cluster.run("parked", "show", room), 0, "23514", ann.subject());
        assertOutput(cluster.run("parked", "retry", room), 1, "0 decided, 2 waiting; parked again");
        owner.execute(
                "alter table read_model.chat_message drop constraint no_bad",
                "alter table read_model.chat_message add constraint no_bad check (text not like '%too%') not valid");
        assertOutput(cluster.run("parked", "retry", room), 1, "1 decided, 1 waiting; parked again");
        assertOutput(cluster.run("parked", "drop", room), 0, "1 decided, none waiting");

        assertThat(ann.get(retried).json().path("version").asLong()).isEqualTo(1);
        assertThat(ann.get(dropped).json().path("problem").path("type").asText())
                .isEqualTo("/problems/dropped");
        owner.execute("alter table read_model.chat_message drop constraint no_bad");
    }

    @Test
    void newEpochRequiresAllStoppedAndRepairsOlderDatabase() throws Exception {
        room("chat/kept").post("one");
        String old = room("chat/kept").epoch();
        assertOutput(cluster.run("new-epoch", "--yes"), 1, "spanwire-reader, spanwire-worker", "Stop all of them");
        assertThat(worker.terminate()).isPresent();
        assertOutput(cluster.run("new-epoch", "--yes"), 1, "run: spanwire-reader.");
        assertThat(frontend.terminate()).isPresent();
        Path database = cluster.databaseFolder();
        Path copy = copyDatabase(database);
        startAll();
        room("chat/kept").post("two");
        stopAll();
        TestFolders.remove(database);
        Files.move(copy, database);
        cluster.startBackends();

        assertThatThrownBy(frontend::start).hasMessageContaining("spanwire new-epoch");
        assertOutput(cluster.run("new-epoch"), 1, "1 events", "1 commands", "will be decided now", "--yes");
        assertThatThrownBy(worker::start).hasMessageContaining("spanwire new-epoch");
        assertOutput(cluster.run("new-epoch", "--yes"), 0, "has a new epoch");
        worker.start();
        frontend.start();
        signIn();

        RoomUser room = room("chat/kept");
        await().atMost(SOON).untilAsserted(() -> assertThat(room.texts()).containsExactly("one", "two"));
        assertThat(room.page("after=0&epoch=" + old).path("type").asText()).isEqualTo("/problems/other-epoch");
        room.post("three");
        assertThat(room.texts()).containsExactly("one", "two", "three");
    }

    private Path copyDatabase(Path database) throws IOException, InterruptedException {
        cluster.stopBackends();
        Path copy = database.resolveSibling("copy");
        TestFolders.copy(database, copy);
        return copy;
    }

    private void stopAll() throws IOException, InterruptedException {
        assertThat(worker.terminate()).isPresent();
        assertThat(frontend.terminate()).isPresent();
        cluster.stopBackends();
    }

    private void startAll() throws Exception {
        cluster.startBackends();
        worker.start();
        frontend.start();
        signIn();
    }

    /** The room with the current user. */
    private RoomUser room(String stream) {
        return new RoomUser(ann, stream);
    }

    private HttpReply postAsync(String room, String text) throws Exception {
        HttpReply reply = room(room).post(text, ASYNC);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        return reply;
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }
}
