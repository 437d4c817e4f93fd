package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.StreamReplay;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.Server;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Streams are archived and closed on a running server, and everyone reads them as before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ArchiveIT {
    private static final int MESSAGES = 30;

    private Server server;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        server = Server.start("archive");
        ann = server.signIn("Ann");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void archivedStreamIsReadAsBeforeAndContinues() throws Exception {
        String room = Streams.chat();
        for (int i = 1; i <= MESSAGES; i++) {
            assertThat(post(room, "message " + i).status()).isEqualTo(200);
        }
        List<String> events = StreamReplay.pages(ann, room);
        assertThat(events).hasSize(MESSAGES);
        List<HttpReply> states = states(room);

        assertOutput(
                server.run("archive", room, "--older-than", "0s", "--dry-run"),
                0,
                (MESSAGES - 1) + " events of 1 stream");
        assertOutput(server.run("archive", room, "--older-than", "0s"), 0, "archived " + (MESSAGES - 1) + " events");
        assertOutput(server.run("archive", room, "--list"), 0, room + "  1 stream, 29 events");
        assertOutput(server.run("archive", "--list"), 0, "chat/*  ");
        server.kill(); // with the hot tail, which would have the events
        server.start();

        assertThat(server.backend().owner().number("select count(*) from spanwire.event where stream = '" + room + "'"))
                .isEqualTo(1);
        assertThat(StreamReplay.pages(ann, room)).isEqualTo(events);
        assertThat(StreamReplay.socket(ann, room)).isEqualTo(events);
        assertThat(ann.get(events(room), Map.of("Accept", "application/x-ndjson"))
                        .body()
                        .lines())
                .containsExactlyElementsOf(events);
        assertThat(sse(room, MESSAGES)).isEqualTo(events);
        assertThat(StreamReplay.events(
                        ann.get(events(room) + "?after=10&limit=5").body()))
                .isEqualTo(events.subList(10, 15));
        List<HttpReply> after = states(room);
        for (int i = 0; i < states.size(); i++) {
            assertThat(after.get(i).status()).isEqualTo(200);
            assertThat(after.get(i).json()).isEqualTo(states.get(i).json());
        }
        assertLiveFollows(room);
        assertOutput(server.run("verify", "room-messages"), 0, "equal to the events");
        assertOutput(server.run("export", room, "--personal"), 0, "\"text\":\"message 1\"", "\"text\":\"message 30\"");
    }

    private void assertLiveFollows(String room) throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            socket.request(1, "subscribe", "{\"stream\":\"" + room + "\",\"after\":0}");
            for (int version = 1; version <= MESSAGES; version++) {
                assertThat(socket.expect().path("event").path("version").asInt())
                        .isEqualTo(version);
            }
            assertThat(socket.expect().path("caught-up").path("version").asInt())
                    .isEqualTo(MESSAGES);
            assertThat(post(room, "live").status()).isEqualTo(200);
            assertThat(socket.expect().path("event").path("version").asInt()).isEqualTo(MESSAGES + 1);
        }
    }

    @Test
    void closedStreamTakesNoCommandsUntilItIsReopened() throws Exception {
        String room = Streams.chat();
        UUID first = UUID.randomUUID();
        HttpReply accepted = ann.post(room, "post-message", "{\"text\":\"one\"}", first);
        assertThat(post(room, "two").status()).isEqualTo(200);

        assertOutput(
                server.run("close", room, "--reason", "we moved", "--archive"),
                0,
                room + ": closed",
                "archived 1 event");
        HttpReply refused = post(room, "three");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").asText()).isEqualTo("/problems/stream-closed");
        assertThat(refused.json().path("detail").asText()).contains(room, "we moved");
        assertThat(ann.post(room, "post-message", "{\"text\":\"one\"}", first).body())
                .isEqualTo(accepted.body());
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            JsonNode reply = socket.request(
                    1,
                    "send",
                    "{\"stream\":\"" + room + "\",\"command\":\"post-message\",\"data\":{\"text\":\"four\"},\"key\":\""
                            + UUID.randomUUID() + "\"}");
            assertThat(reply.path("problem").path("type").asText()).isEqualTo("/problems/stream-closed");
        }
        assertThat(StreamReplay.pages(ann, room)).hasSize(2);
        assertThat(ann.get("/api/views/room-messages?room=" + Streams.key(room))
                        .json()
                        .path("rows"))
                .hasSize(2);
        assertOutput(server.run("close", "--list"), 0, room, "we moved");
        assertOutput(server.run("close", room), 0, "closed already");
        assertOutput(server.run("reopen", room), 0, "takes commands again");

        assertThat(post(room, "five").json().path("version").asInt()).isEqualTo(3);
        assertOutput(server.run("reopen", room), 1, "is not closed");
    }

    @Test
    void refusalsNameTheCause() throws Exception {
        assertThat(post(Streams.chat(), "one").status()).isEqualTo(200);

        assertOutput(server.run("archive", "chat/nowhere"), 1, "There is no stream chat/nowhere");
        assertOutput(server.run("archive", "nothing/*"), 1, "No stream nothing/* has events");
        assertOutput(server.run("archive", "--tablespace", "nowhere"), 1, "There is no tablespace nowhere");
        assertOutput(server.run("archive"), 0, "Nothing older than 90d");
        assertOutput(server.run("close", "chat/nowhere"), 1, "There is no stream chat/nowhere");
    }

    private List<HttpReply> states(String room) throws Exception {
        List<HttpReply> states = new ArrayList<>();
        String time =
                ann.get(events(room) + "?limit=10").json().at("/events/6/time").asText();
        for (String query : List.of(
                "",
                "?version=1",
                "?version=17",
                "?version=" + (MESSAGES - 1),
                "?at=" + time,
                "?at=2001-01-01T00:00:00Z")) {
            states.add(ann.get("/api/streams/" + room + query));
        }
        return states;
    }

    private List<String> sse(String room, int count) throws Exception {
        var request = ann.request(events(room) + "?after=0").header("Accept", "text/event-stream");
        var response = ann.address().http().send(request.build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> line.substring("data: ".length()))
                    .limit(count)
                    .toList();
        }
    }

    private static String events(String room) {
        return "/api/streams/" + room + "/events";
    }

    private HttpReply post(String room, String text) throws Exception {
        return ann.post(room, "post-message", "{\"text\":\"" + text + "\"}", Map.of());
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }
}
