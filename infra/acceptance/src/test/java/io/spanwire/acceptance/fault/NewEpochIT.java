package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kafka and PostgreSQL with different histories: the start is refused and names the command {@code new-epoch}, which
 * repairs it.
 */
@Tag("long")
class NewEpochIT {
    private static final String ROOM = "chat/kept";
    private static final String REFUSED = "spanwire new-epoch";
    private static final Duration SOON = Duration.ofSeconds(60);

    private Server server;
    private SignedInUser ann;
    private RoomUser room;

    @BeforeEach
    void start() throws Exception {
        server = Server.start("new-epoch");
        assumeThat(server.backend().isEmbedded())
                .as("an embedded database that the test can replace")
                .isTrue();
        ann = server.signIn("Ann");
        room = new RoomUser(ann, ROOM);
        room.post("one", "two", "three");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void restoredDatabaseDecidesCommandsInLogAgain() throws Exception {
        String old = restoreOlderDatabase();

        assertThatThrownBy(server::start).hasMessageContaining("restored").hasMessageContaining(REFUSED);
        assertOutput(server.run("new-epoch"), 1, "2 events", "2 commands", "will be decided now", "--yes");
        assertThatThrownBy(server::start).hasMessageContaining(REFUSED);
        assertOutput(server.run("new-epoch", "--yes"), 0, "has a new epoch");
        startAgain();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(room.texts()).containsExactly("one", "two", "three", "4", "5"));
        assertOldEpochIsRefused(old, 5);
        room.post("six");
        assertThat(room.texts()).hasSize(6);
        assertLiveFollowsReplay();
    }

    @Test
    void restoredDatabaseMaySkipCommandsInLog() throws Exception {
        String old = restoreOlderDatabase();
        assertThatThrownBy(server::start).hasMessageContaining(REFUSED);

        assertOutput(server.run("new-epoch", "--skip-commands", "--yes"), 0, "2 commands", "skipped");
        startAgain();

        room.post("other");
        assertThat(room.texts()).containsExactly("one", "two", "three", "other");
        assertOldEpochIsRefused(old, 3);
        assertLiveFollowsReplay();
    }

    @Test
    void restoredDatabaseThatLostOnlyRejectionsIsRefused() throws Exception {
        backUp();
        HttpReply rejected = room.post("late", Map.of("If-Match", "\"1\""));
        assertThat(rejected.status()).isEqualTo(412);
        server.terminate();
        restore();

        assertThatThrownBy(server::start).hasMessageContaining("restored").hasMessageContaining(REFUSED);
        assertOutput(server.run("new-epoch", "--yes"), 0, "1 commands", "has a new epoch");
        startAgain();

        assertThat(room.texts()).containsExactly("one", "two", "three");
        room.post("four");
        assertLiveFollowsReplay();
    }

    @Test
    void recreatedCommandTopicIsAdopted() throws Exception {
        String old = room.epoch();
        try (Admin admin = Admin.create(server.backend().kafka())) {
            admin.deleteTopics(List.of("spanwire.commands")).all().get();
        }
        server.terminate();

        assertThatThrownBy(server::start).hasMessageContaining("recreated").hasMessageContaining(REFUSED);
        assertOutput(server.run("new-epoch", "--yes"), 0, "another one than before", "has a new epoch");
        startAgain();

        room.post("four");
        assertThat(room.texts()).containsExactly("one", "two", "three", "four");
        assertOldEpochIsRefused(old, 3);
        assertLiveFollowsReplay();
    }

    @Test
    void runningServerIsNotDisturbed() throws Exception {
        String before = room.epoch();

        assertOutput(server.run("new-epoch", "--yes"), 1, "in use by another Spanwire");

        assertThat(room.epoch()).isEqualTo(before);
    }

    /** Restores a backup with three events after two more were published; returns the epoch that clients know. */
    private String restoreOlderDatabase() throws Exception {
        String old = room.epoch();
        backUp();
        room.post("4", "5");
        server.terminate();
        restore();
        return old;
    }

    private void backUp() throws Exception {
        server.terminate();
        TestFolders.copy(database(), server.folder().resolve("backup"));
        startAgain();
    }

    private void restore() throws Exception {
        TestFolders.remove(database());
        TestFolders.copy(server.folder().resolve("backup"), database());
    }

    private Path database() {
        return server.folder().resolve("data").resolve("postgres").resolve("data");
    }

    private void startAgain() throws Exception {
        server.start();
        ann = server.signIn("Ann");
        room = new RoomUser(ann, ROOM);
    }

    /** Every form refuses the old epoch, even if the new history has as many versions as the old one. */
    private void assertOldEpochIsRefused(String old, long seen) throws Exception {
        String known = "after=" + seen + "&epoch=" + old;
        assertThat(room.epoch()).isNotEqualTo(old);
        assertThat(room.page(known).path("type").asText()).isEqualTo("/problems/other-epoch");
        assertThat(room.page(known + "&wait=1").path("type").asText()).isEqualTo("/problems/other-epoch");
        HttpReply events = ann.get("/api/streams/" + ROOM + "/events?" + known, Map.of("Accept", "text/event-stream"));
        assertThat(events.body()).contains("other-epoch");
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            JsonNode answer = socket.request(
                    1, "subscribe", "{\"stream\":\"" + ROOM + "\",\"after\":" + seen + ",\"epoch\":\"" + old + "\"}");
            assertThat(answer.path("problem").path("type").asText()).isEqualTo("/problems/other-epoch");
            assertThat(answer.path("problem").path("epoch").asText()).isEqualTo(room.epoch());
        }
    }

    private void assertLiveFollowsReplay() throws Exception {
        int versions = room.texts().size();
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            socket.request(
                    1, "subscribe", "{\"stream\":\"" + ROOM + "\",\"after\":0,\"epoch\":\"" + room.epoch() + "\"}");
            for (int version = 1; version <= versions; version++) {
                assertThat(socket.expect().path("event").path("version").asInt())
                        .isEqualTo(version);
            }
            assertThat(socket.expect().path("caught-up").path("version").asInt())
                    .isEqualTo(versions);
            room.post("live");
            assertThat(socket.expect().path("event").path("version").asInt()).isEqualTo(versions + 1);
        }
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }
}
