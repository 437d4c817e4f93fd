package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.RecordingSender;
import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The WebSocket protocol {@code spanwire.v1}: send, subscribe, unsubscribe and invalid frames. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class SocketIT {
    private final SignedInUser ann;

    SocketIT(Server server) throws Exception {
        ann = server.signIn("Ann");
    }

    @Test
    void subscriberDuringPostsReceivesEveryVersionOnce() throws Exception {
        String room = Streams.chat();
        try (Recorder recorder = Recorder.to(TestFolders.fresh("subscribe").resolve("history.jsonl"))) {
            RecordingSender sender = new RecordingSender(() -> ann, recorder, Duration.ofSeconds(30));
            List<RecordingSubscriber> subscribers = new ArrayList<>();
            for (int number = 1; number <= 200; number++) {
                AttemptResult result = sender.send(room, "post-message", "{\"text\":\"" + number + "\"}", null);
                assertThat(result).isEqualTo(new AttemptResult.Accepted(number, 1));
                if (number % 40 == 0) {
                    subscribers.add(RecordingSubscriber.follow(() -> ann, recorder, room, 0));
                }
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> subscribers.stream().allMatch(subscriber -> subscriber.lastVersion() == 200));
            subscribers.forEach(RecordingSubscriber::close);

            List<HistoryEntry> entries = recorder.entries();
            for (RecordingSubscriber subscriber : subscribers) {
                assertThat(subscriber.subscriptions()).isEqualTo(1);
            }
            assertThat(entries)
                    .filteredOn(HistoryEntry.CaughtUp.class::isInstance)
                    .hasSameSizeAs(subscribers);
            assertThat(entries)
                    .filteredOn(HistoryEntry.Received.class::isInstance)
                    .extracting(entry -> ((HistoryEntry.Received) entry).subscription()
                            + '/'
                            + ((HistoryEntry.Received) entry).version())
                    .doesNotHaveDuplicates()
                    .hasSize(200 * subscribers.size());
        }
    }

    @Test
    void sendHasSameOutcomesAsRest() throws Exception {
        String room = Streams.chat();
        UUID key = UUID.randomUUID();
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            assertThat(socket.subprotocol()).isEqualTo("spanwire.v1");
            JsonNode accepted = socket.request(1, "send", send(room, "post-message", "\"text\":\"a\"", key));
            JsonNode again = socket.request(2, "send", send(room, "post-message", "\"text\":\"a\"", key));
            JsonNode reused = socket.request(3, "send", send(room, "post-message", "\"text\":\"b\"", key));
            JsonNode invalid = socket.request(4, "send", send(room, "post-message", "\"text\":1", UUID.randomUUID()));
            JsonNode unknown = socket.request(5, "send", send(room, "sing", "\"text\":\"a\"", UUID.randomUUID()));

            assertThat(accepted.path("accepted").path("version").asLong()).isEqualTo(1);
            assertThat(accepted.path("accepted").path("events").asInt()).isEqualTo(1);
            assertThat(accepted.path("accepted").path("stream").asText()).isEqualTo(room);
            assertThat(again.path("accepted")).isEqualTo(accepted.path("accepted"));
            assertThat(problem(reused)).isEqualTo("/problems/key-reused");
            assertThat(problem(invalid)).isEqualTo("/problems/invalid");
            assertThat(problem(unknown)).isEqualTo("/problems/unknown-command");
        }
    }

    @Test
    void ticketRenewsTheSocketOfItsSession() throws Exception {
        assumeThat(ann.credentials()).containsKey("Cookie");
        JsonNode session = ann.get("/api/session").json();
        String ticket = "{\"token\":\"" + session.path("refresh").asText() + "\"}";
        SignedInUser bob = SignedInUser.signIn(ann.address(), "Bob");
        try (WebSocketClient socket = WebSocketClient.open(ann);
                WebSocketClient other = WebSocketClient.open(bob)) {
            JsonNode refreshed = socket.request(1, "refresh", ticket);
            JsonNode foreign = other.request(2, "refresh", ticket);
            String cookie = ann.credentials().getOrDefault("Cookie", "").split("=", 2)[1];
            JsonNode noTicket = socket.request(3, "refresh", "{\"token\":\"" + cookie + "\"}");

            assertThat(refreshed.path("refreshed").path("expires").asText())
                    .isEqualTo(session.path("expires").asText());
            assertThat(problem(foreign)).isEqualTo("/problems/unauthenticated");
            assertThat(problem(noTicket)).isEqualTo("/problems/unauthenticated");
        }
    }

    @Test
    void nowDeliversOnlyNewEvents() throws Exception {
        String room = Streams.chat();
        ann.post(room, "post-message", "{\"text\":\"old\"}", Map.of());
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            socket.request(1, "subscribe", "{\"stream\":\"" + room + "\",\"after\":\"now\"}");
            JsonNode caughtUp = socket.expect();
            ann.post(room, "post-message", "{\"text\":\"new\"}", Map.of());
            JsonNode event = socket.expect();

            assertThat(caughtUp.path("caught-up").path("version").asLong()).isEqualTo(1);
            assertThat(event.path("event").path("version").asLong()).isEqualTo(2);
        }
    }

    @Test
    void subscribeWithOtherEpochIsRefused() throws Exception {
        String room = Streams.chat();
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            JsonNode answer = socket.request(
                    1,
                    "subscribe",
                    "{\"stream\":\"" + room + "\",\"after\":0,\"epoch\":\"00000000-0000-4000-8000-000000000000\"}");

            assertThat(problem(answer)).isEqualTo("/problems/other-epoch");
            assertThat(answer.path("problem").path("epoch").asText()).isNotBlank();
        }
    }

    @Test
    void unsubscribeEndsDelivery() throws Exception {
        String room = Streams.chat();
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            socket.request(1, "subscribe", "{\"stream\":\"" + room + "\",\"after\":0}");
            assertThat(socket.expect().has("caught-up")).isTrue();
            socket.request(2, "unsubscribe", "{\"stream\":\"" + room + "\"}");
            ann.post(room, "post-message", "{\"text\":\"unheard\"}", Map.of());

            JsonNode answer = socket.request(3, "subscribe", "{\"stream\":\"" + room + "\",\"after\":\"now\"}");
            assertThat(answer.path("subscribed").path("head").asLong()).isEqualTo(1);
            assertThat(socket.expect().has("caught-up")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nonsense|4000", "[]|4000", "{\"id\":1}|4000", "{\"id\":1,\"sing\":{}}|4000"})
    void invalidFramesEndConnection(String frame, int code) throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            socket.send(frame);

            assertThatThrownBy(socket::expect).isInstanceOfSatisfying(SocketLost.class, lost -> assertThat(lost.code())
                    .isEqualTo(code));
        }
    }

    @Test
    void binaryAndHugeFramesEndConnection() throws Exception {
        try (WebSocketClient binary = WebSocketClient.open(ann);
                WebSocketClient huge = WebSocketClient.open(ann)) {
            binary.sendBinary(new byte[] {1, 2, 3});
            huge.send("{\"id\":1,\"send\":\"" + "a".repeat(100_000) + "\"}");

            assertThatThrownBy(binary::expect).isInstanceOf(SocketLost.class);
            assertThatThrownBy(huge::expect).isInstanceOf(SocketLost.class);
        }
    }

    @Test
    void otherOriginsAndMissingCredentialsAreRefused() {
        SignedInUser stranger = new SignedInUser(ann.address(), "", "", Map.of());

        assertThatThrownBy(() -> WebSocketClient.open(ann, "https://evil.example"))
                .isInstanceOf(SocketLost.class);
        assertThatThrownBy(() -> WebSocketClient.open(ann, "null")).isInstanceOf(SocketLost.class);
        assertThatThrownBy(() -> WebSocketClient.open(stranger)).isInstanceOf(SocketLost.class);
    }

    /** Twelve megabytes exceed the socket buffers of both ends, so the rest must come from the server's history. */
    @Test
    void slowReaderDelaysNobodyAndReceivesEverything() throws Exception {
        String room = Streams.chat();
        int events = 3_000;
        try (Recorder recorder = Recorder.to(TestFolders.fresh("slow").resolve("history.jsonl"));
                WebSocketClient slow = WebSocketClient.open(ann);
                RecordingSubscriber other = RecordingSubscriber.follow(() -> ann, recorder, room, 0)) {
            slow.send("{\"id\":1,\"subscribe\":{\"stream\":\"" + room + "\",\"after\":0}}");
            assertThat(slow.expect().has("subscribed")).isTrue();

            postConcurrently(room, "x".repeat(3_950), events);

            await().atMost(Duration.ofSeconds(20)).until(() -> other.lastVersion() == events);
            List<Long> seen = new ArrayList<>();
            while (seen.size() < events) {
                JsonNode frame = slow.expect();
                if (frame.has("event")) {
                    seen.add(frame.path("event").path("version").asLong());
                }
            }
            assertThat(seen).isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
        }
    }

    private void postConcurrently(String room, String text, int times) throws Exception {
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            Callable<Boolean> writer = () -> postMany(room, text, times / writers);
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(writers, writer))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Posts over one socket with up to 50 sends in flight. */
    private boolean postMany(String room, String text, int times) throws SocketLost {
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            int answered = 0;
            for (int sent = 1; sent <= times; sent++) {
                socket.send("{\"id\":" + sent + ",\"send\":"
                        + send(room, "post-message", "\"text\":\"" + text + "\"", UUID.randomUUID()) + "}");
                if (sent - answered >= 50) {
                    assertAccepted(socket.expect());
                    answered++;
                }
            }
            while (answered < times) {
                assertAccepted(socket.expect());
                answered++;
            }
        }
        return true;
    }

    private static void assertAccepted(JsonNode frame) {
        assertThat(frame.has("accepted")).as("%s", frame).isTrue();
    }

    private static String send(String stream, String command, String fields, UUID key) {
        return "{\"stream\":\"" + stream + "\",\"command\":\"" + command + "\",\"data\":{" + fields + "},\"key\":\""
                + key + "\"}";
    }

    private static String problem(JsonNode frame) {
        return frame.path("problem").path("type").asText();
    }
}
