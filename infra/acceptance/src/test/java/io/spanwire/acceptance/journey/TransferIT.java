package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.StreamReplay;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.PublishedEvents;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A history leaves a running server as a file and enters an empty one with another number of partitions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SECRET_BYTES = 48;
    private static final String[] PARTITIONS = {"--set", "partitions=7"};

    private Path files;
    private Server source;
    private Server target;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        files = TestFolders.fresh("transfer-files");
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Path key = Files.write(files.resolve("session"), secret);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String sameUsers = "session-secret-file=" + key;
        source = Server.start("transfer-source", "--set", sameUsers);
        assumeThat(source.backend().isEmbedded())
                .as("a data folder that the test can erase")
                .isTrue();
        target = Server.start("transfer-target", "--set", sameUsers, PARTITIONS[0], PARTITIONS[1]);
        ann = source.signIn("Ann");
    }

    @AfterAll
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void importedHistoryBehavesLikeTheExportedOne() throws Exception {
        String room = Streams.chat();
        String list = Streams.list();
        UUID posted = UUID.randomUUID();
        UUID rejected = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            post(ann, room, "message " + i, UUID.randomUUID());
            post(ann, Streams.chat(), "h\u00e9llo \\u2028 \\\"" + i, UUID.randomUUID());
        }
        HttpReply accepted = post(ann, room, "kept", posted);
        ann.post(list, "create-list", "{\"title\":\"Groceries\"}", Map.of());
        ann.post(list, "add-item", "{\"item\":\"milk\",\"title\":\"Milk\"}", Map.of());
        ann.post(list, "complete-item", "{\"item\":\"milk\"}", Map.of());
        HttpReply refused = ann.post(list, "create-list", "{\"title\":\"Again\"}", rejected);
        assertThat(refused.status()).isEqualTo(409);
        Path file = files.resolve("history.zst");

        assertOutput(source.run("export", "--personal", "--zstd", "--out", file.toString()), 0, "exported", "--from");
        List<String> streams = streams(source);
        target.terminateAndErase();
        assertOutput(importInto(target, file), 0, "imported", "Now start Spanwire");
        target.start();
        SignedInUser same = ann.at(target.address());

        assertThat(streams(target)).hasSizeGreaterThan(20).isEqualTo(streams);
        for (String stream : streams) {
            assertThat(StreamReplay.pages(same, stream)).isEqualTo(StreamReplay.pages(ann, stream));
        }
        assertThat(post(same, room, "kept", posted).body()).isEqualTo(accepted.body());
        assertThat(same.post(list, "create-list", "{\"title\":\"Again\"}", rejected)
                        .body())
                .isEqualTo(refused.body());
        assertThat(same.get("/api/commands/" + posted).body())
                .isEqualTo(ann.get("/api/commands/" + posted).body());
        assertThat(post(same, room, "another text", posted).status()).isEqualTo(422);
        for (String view : List.of(
                "/api/views/room-messages?room=" + Streams.key(room),
                "/api/views/list-items?list=" + Streams.key(list),
                "/api/views/lists")) {
            assertThat(withoutToken(same.get(view))).isEqualTo(withoutToken(ann.get(view)));
        }
        assertThat(target.output()).doesNotContain("WARNING");
        assertLiveFollows(same, room, 21);
        assertEverythingIsPublished(target);
    }

    @Test
    void laterExportHasOnlyWhatCameAfter() throws Exception {
        String room = Streams.chat();
        post(ann, room, "before", UUID.randomUUID());
        Map.Entry<Integer, String> first = source.run("export", room, "--out", file("first.ndjson"));
        post(ann, room, "after", UUID.randomUUID());

        String token = first.getValue().replaceAll("(?s).*--from (\\S+).*", "$1");
        assertOutput(
                source.run("export", room, "--personal", "--from", token, "--out", file("later.ndjson")),
                0,
                "exported 1 events");

        assertThat(Files.readString(Path.of(file("later.ndjson"))))
                .contains("\"text\":\"after\"", "\"from\":\"" + token)
                .doesNotContain("before");
        assertOutput(
                source.run("export", room, "--from", token.substring(1), "--out", file("none")),
                1,
                "token cannot be read");
        assertOutput(source.run("import", "--check", file("first.ndjson")), 0, "checked 1 events and 1 outcomes");
    }

    @Test
    void exportIsCompleteWhileLanesWrite() throws Exception {
        List<String> rooms = List.of(Streams.chat(), Streams.chat(), Streams.chat());
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService poster = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> posted = poster.submit(() -> {
                int count = 0;
                while (!done.get()) {
                    post(ann, rooms.get(count % rooms.size()), "message " + count++, UUID.randomUUID());
                }
                return count;
            });
            OwnerDatabase database = source.backend().owner();
            await().atMost(SOON).until(() -> database.number("select count(*) from spanwire.event") > 20);
            assertOutput(source.run("export", "--out", file("busy.ndjson")), 0, "exported");
            done.set(true);

            long exported = lines(file("busy.ndjson"), "\"specversion\"");
            assertThat(exported)
                    .as("events were stored before and after the snapshot")
                    .isGreaterThan(20)
                    .isLessThan(database.number("select count(*) from spanwire.event"));
            assertThat(posted.get()).isPositive();
            assertOutput(source.run("import", "--check", file("busy.ndjson")), 0, "complete");
        } finally {
            done.set(true);
            poster.shutdown();
        }
    }

    private static long lines(String file, String words) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.contains(words)).count();
        }
    }

    @Test
    void refusalsNameTheCause() throws Exception {
        String room = Streams.chat();
        post(ann, room, "one", UUID.randomUUID());
        String good = file("good.ndjson");
        String bad = file("bad.ndjson");
        assertOutput(source.run("export", "chat/*", "--out", good), 0, "exported");
        String text = Files.readString(Path.of(good));
        Files.writeString(Path.of(bad), text.replaceFirst("message-posted", "message-pasted"));
        Files.writeString(Path.of(file("cut.ndjson")), text.substring(0, text.length() / 2));

        assertOutput(source.run("export", "chat/*", "--out", good), 1, "exists", "--force");
        assertOutput(source.run("export", "chat/*", "--force", "--out", good), 0, "exported");
        assertOutput(source.run("export", "chat", "--out", file("none")), 1, "names no streams");
        assertOutput(source.run("export", "--out", file("no-folder/none")), 1, "cannot be written");
        assertOutput(source.run("import", "--check", good), 0, "complete");
        assertOutput(source.run("import", "--check", bad), 1, "Line 2:", "chat.message-pasted");
        assertOutput(source.run("import", "--check", file("cut.ndjson")), 1, "truncated");
        assertOutput(source.run("import", "--check", file("missing")), 1, "does not exist");
        assertOutput(source.run("import", good), 1, "in use by another Spanwire");
        assertThat(files.resolve("none")).doesNotExist();
        try (var left = Files.list(files)) {
            assertThat(left.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }

    private Map.Entry<Integer, String> importInto(Server server, Path file) throws IOException, InterruptedException {
        return server.run("import", file.toString(), PARTITIONS[0], PARTITIONS[1]);
    }

    private String file(String name) {
        return files.resolve(name).toString();
    }

    private static HttpReply post(SignedInUser user, String room, String text, UUID key)
            throws IOException, InterruptedException {
        return user.post(room, "post-message", "{\"text\":\"" + text + "\"}", key);
    }

    private static void assertLiveFollows(SignedInUser user, String room, int versions) throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(user)) {
            socket.request(1, "subscribe", "{\"stream\":\"" + room + "\",\"after\":0}");
            for (int version = 1; version <= versions; version++) {
                assertThat(socket.expect().path("event").path("version").asInt())
                        .isEqualTo(version);
            }
            assertThat(socket.expect().path("caught-up").path("version").asInt())
                    .isEqualTo(versions);
            post(user, room, "live", UUID.randomUUID());
            assertThat(socket.expect().path("event").path("version").asInt()).isEqualTo(versions + 1);
        }
    }

    /** Kafka has every stored event, once and in the order of the positions. */
    private static void assertEverythingIsPublished(Server server) throws Exception {
        long stored = server.backend().owner().number("select count(*) from spanwire.event");
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        PublishedEvents.of(server.backend().kafka()).values().stream()
                                .mapToLong(List::size)
                                .sum())
                .isEqualTo(stored));
        PublishedEvents.of(server.backend().kafka()).values().forEach(partition -> {
            for (int i = 0; i < partition.size(); i++) {
                assertThat(partition.get(i).position()).isEqualTo(i + 1L);
            }
        });
    }

    private static List<String> streams(Server server) throws Exception {
        List<String> names = new ArrayList<>();
        try (var connection = DriverManager.getConnection(
                        server.backend().database().url(),
                        server.backend().database().user(),
                        server.backend().database().password());
                var rows = connection
                        .createStatement()
                        .executeQuery("select stream from spanwire.stream where version > 0 order by stream")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }

    /** A token names the epoch, which is another one. */
    private static JsonNode withoutToken(HttpReply view) {
        return ((ObjectNode) view.json()).without("token");
    }
}
