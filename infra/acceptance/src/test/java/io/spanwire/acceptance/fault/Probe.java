package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.RecordingSender;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A client for single requests during a fault, which measures response times and records its commands. */
final class Probe {
    private final Supplier<SignedInUser> user;
    private final Recorder recorder;

    Probe(Supplier<SignedInUser> user, Recorder recorder) {
        this.user = user;
        this.recorder = recorder;
    }

    /** A response and how long it took. */
    record Timed(HttpReply reply, Duration took) {
        /** A 503 problem with Retry-After, in time. */
        void assertUnavailable(Duration within) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(503);
            assertThat(reply.header("retry-after")).isNotEmpty();
            assertThat(reply.header("content-type")).startsWith("application/problem+json");
            assertThat(took).isLessThan(within);
        }

        void assertStatus(int status, Duration within) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(status);
            assertThat(took).isLessThan(within);
        }
    }

    Timed get(String path) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpReply reply = user.get().get(path);
        return new Timed(reply, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Posts a message with a new id; {@link Sent#resolve} finds out its outcome. */
    Sent post(String stream) throws IOException, InterruptedException {
        return post(stream, Map.of());
    }

    /** Like {@link #post}, without waiting for the outcome. */
    Sent postAsync(String stream) throws IOException, InterruptedException {
        return post(stream, Map.of("Prefer", "respond-async"));
    }

    private Sent post(String stream, Map<String, String> headers) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        String data = "{\"text\":\"probe\"}";
        recorder.record(
                new HistoryEntry.Invoked(recorder.now(), user.get().subject(), id, stream, "post-message", data, null));
        long begin = System.nanoTime();
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", id.toString());
        HttpReply reply = user.get().post(stream, "post-message", data, all);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        recorder.record(new HistoryEntry.AttemptEnded(recorder.now(), id, result(reply)));
        return new Sent(this, id, stream, data, new Timed(reply, took));
    }

    /** Posts a message over a socket and waits for the reply frame. */
    SentFrame send(WebSocketClient socket, String stream) throws SocketLost {
        UUID id = UUID.randomUUID();
        String data = "{\"text\":\"probe\"}";
        recorder.record(
                new HistoryEntry.Invoked(recorder.now(), user.get().subject(), id, stream, "post-message", data, null));
        long begin = System.nanoTime();
        JsonNode frame = socket.request(
                7,
                "send",
                "{\"stream\":\"" + stream + "\",\"command\":\"post-message\",\"data\":" + data + ",\"key\":\"" + id
                        + "\"}");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        recorder.record(new HistoryEntry.AttemptEnded(
                recorder.now(),
                id,
                new AttemptResult.Unknown("socket " + frame.path("problem").path("status"))));
        return new SentFrame(this, id, stream, data, frame, took);
    }

    /** Subscribes over an open socket; returns the problem's status, or 200 if there is none. */
    int subscribe(WebSocketClient socket, String stream) throws SocketLost {
        JsonNode frame = socket.request(8, "subscribe", "{\"stream\":\"" + stream + "\",\"after\":0}");
        return frame.has("problem") ? frame.path("problem").path("status").asInt() : 200;
    }

    SignedInUser user() {
        return user.get();
    }

    /** A command that was sent once over a socket. */
    record SentFrame(Probe probe, UUID id, String stream, String data, JsonNode frame, Duration took) {
        void assertUnavailable(Duration within) {
            assertThat(frame.path("problem").path("status").asInt())
                    .as(frame.toString())
                    .isEqualTo(503);
            assertThat(took).isLessThan(within);
        }

        void resolve() throws InterruptedException {
            assertAccepted(probe, id, stream, data);
        }
    }

    private static void assertAccepted(Probe probe, UUID id, String stream, String data) throws InterruptedException {
        AttemptResult result = new RecordingSender(probe.user::get, probe.recorder, Duration.ofMinutes(1))
                .resolve(id, stream, "post-message", data, null);
        assertThat(result).isInstanceOf(AttemptResult.Accepted.class);
    }

    private static AttemptResult result(HttpReply reply) {
        return reply.status() == 200
                ? new AttemptResult.Accepted(
                        reply.json().path("version").asLong(),
                        reply.json().path("events").asInt())
                : new AttemptResult.Unknown("status " + reply.status());
    }

    /** A command that was sent once. */
    record Sent(Probe probe, UUID id, String stream, String data, Timed timed) {

        /** Sends it again until its outcome is known, which must be accepted. */
        void resolve() throws InterruptedException {
            assertAccepted(probe, id, stream, data);
        }
    }
}
