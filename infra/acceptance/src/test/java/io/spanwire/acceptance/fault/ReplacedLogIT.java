package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.CommandTopic;
import io.spanwire.acceptance.harness.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic of a running server is deleted: the server reports it, loses no decision, and continues after the repair. */
@Tag("long")
@Timeout(300)
class ReplacedLogIT {
    private static final int PARTITIONS = 24;
    private static final Duration SOON = Duration.ofSeconds(60);

    private Server server;
    private RoomUser room;
    private CommandTopic log;

    @BeforeEach
    void start() throws Exception {
        server = Server.start("replaced-log");
        assumeThat(server.backend().isEmbedded())
                .as("an embedded log that the test can replace")
                .isTrue();
        room = new RoomUser(server.signIn("Ann"), "chat/kept");
        log = server.backend().commandLog();
        room.post("one");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void recreatedLogIsDetectedAndItsCommandsAreDecidedInNewEpoch() throws Exception {
        log.delete();
        log.create(PARTITIONS);

        UUID two = UUID.randomUUID();
        await("the new log accepts commands")
                .atMost(SOON)
                .until(() -> room.post("two", async(two)).status() == 202);
        await("the server reports it").atMost(SOON).until(() -> server.output().contains("deleted and recreated"));
        assertThat(room.post("three", async(UUID.randomUUID())).status()).isEqualTo(202);
        assertThat(room.texts()).containsExactly("one");

        server.terminate();
        assertThat(server.run("new-epoch", "--yes").getValue()).contains("has a new epoch");
        server.start();
        room = new RoomUser(server.signIn("Ann"), "chat/kept");

        await().atMost(SOON).untilAsserted(() -> assertThat(room.texts()).containsExactly("one", "two", "three"));
    }

    @Test
    void deletedLogIsReportedAndCommandsAreRefused() throws Exception {
        log.delete();

        await("the server reports it").atMost(SOON).until(() -> server.output().contains("it was deleted"));

        HttpReply refused = room.post("lost?", Map.of());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isNotEmpty();
        assertThat(room.texts()).containsExactly("one");
    }

    @Test
    void deletedEventsTopicIsReportedAndNextStartPublishesMissingEvents() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(room.user())) {
            socket.request(1, "subscribe", "{\"stream\":\"chat/kept\",\"after\":1}");
            assertThat(socket.expect().path("caught-up").path("version").asLong())
                    .isEqualTo(1);
            try (Admin admin = Admin.create(server.backend().kafka())) {
                admin.deleteTopics(List.of("spanwire.events")).all().get();
            }

            await("the lane reports that it cannot publish")
                    .atMost(SOON)
                    .until(() -> room.post("two", Map.of()).status() > 0 && log().contains("lane failed, retrying"));
            assertThat(socket.expect().path("event").path("version").asLong())
                    .as("from history")
                    .isEqualTo(2);
        }
        server.terminate();
        await("the server ends although it cannot publish").atMost(SOON).until(() -> !server.isAlive());
        server.start();
        room = new RoomUser(server.signIn("Ann"), "chat/kept");

        long versions = room.texts().size();
        try (WebSocketClient socket = WebSocketClient.open(room.user())) {
            socket.request(1, "subscribe", "{\"stream\":\"chat/kept\",\"after\":" + versions + "}");
            assertThat(socket.expect().path("caught-up").path("version").asLong())
                    .isEqualTo(versions);
            room.post("live");
            assertThat(socket.expect().path("event").path("version").asLong()).isEqualTo(versions + 1);
        }
        assertThat(log()).contains("relaying missed events");
    }

    private String log() throws IOException {
        return Files.readString(server.folder().resolve("data").resolve("logs").resolve("spanwire.log"));
    }

    private static Map<String, String> async(UUID key) {
        return Map.of("Prefer", "respond-async", "Idempotency-Key", key.toString());
    }
}
