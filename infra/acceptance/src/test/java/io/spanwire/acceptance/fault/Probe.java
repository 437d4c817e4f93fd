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

/** Asks one thing in the middle of a fault and tells what was answered and how soon. Commands it sends are recorded. */
final class Probe {
    private final Supplier<SignedInUser> person;
    private final Recorder recorder;

    Probe(Supplier<SignedInUser> person, Recorder recorder) {
        this.person = person;
        this.recorder = recorder;
    }

    /** An answer and how long it took. */
    record Timed(HttpReply reply, Duration took) {

        /** Unavailable for now, said in time and with the time to come back. */
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
        HttpReply reply = person.get().get(path);
        return new Timed(reply, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Posts a message under a new id; whatever becomes of it is found out by {@link Sent#settle}. */
    Sent post(String stream) throws IOException, InterruptedException {
        return post(stream, Map.of());
    }

    /** The same without waiting for the outcome. */
    Sent hand(String stream) throws IOException, InterruptedException {
        return post(stream, Map.of("Prefer", "respond-async"));
    }

    private Sent post(String stream, Map<String, String> headers) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        String data = "{\"text\":\"probe\"}";
        recorder.record(new HistoryEntry.Invoked(
                recorder.now(), person.get().subject(), id, stream, "post-message", data, null));
        long begin = System.nanoTime();
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", id.toString());
        HttpReply reply = person.get().post(stream, "post-message", data, all);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        recorder.record(new HistoryEntry.Answered(recorder.now(), id, answer(reply)));
        return new Sent(this, id, stream, data, new Timed(reply, took));
    }

    /** The same over a socket: the answering frame, and how soon it came. */
    SentFrame send(WebSocketClient socket, String stream) throws SocketLost {
        UUID id = UUID.randomUUID();
        String data = "{\"text\":\"probe\"}";
        recorder.record(new HistoryEntry.Invoked(
                recorder.now(), person.get().subject(), id, stream, "post-message", data, null));
        long begin = System.nanoTime();
        JsonNode frame = socket.ask(
                7,
                "send",
                "{\"stream\":\"" + stream + "\",\"command\":\"post-message\",\"data\":" + data + ",\"key\":\"" + id
                        + "\"}");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        recorder.record(new HistoryEntry.Answered(
                recorder.now(),
                id,
                new AttemptResult.Unknown("socket " + frame.path("problem").path("status"))));
        return new SentFrame(this, id, stream, data, frame, took);
    }

    /** Subscribes on a socket that is open: the status of the refusal, 200 when there was none. */
    int subscribe(WebSocketClient socket, String stream) throws SocketLost {
        JsonNode frame = socket.ask(8, "subscribe", "{\"stream\":\"" + stream + "\",\"after\":0}");
        return frame.has("problem") ? frame.path("problem").path("status").asInt() : 200;
    }

    SignedInUser person() {
        return person.get();
    }

    /** A command that was sent once over a socket. */
    record SentFrame(Probe probe, UUID id, String stream, String data, JsonNode frame, Duration took) {
        void assertUnavailable(Duration within) {
            assertThat(frame.path("problem").path("status").asInt())
                    .as(frame.toString())
                    .isEqualTo(503);
            assertThat(took).isLessThan(within);
        }

        void settle() throws InterruptedException {
            assertAccepted(probe, id, stream, data);
        }
    }

    private static void assertAccepted(Probe probe, UUID id, String stream, String data) throws InterruptedException {
        AttemptResult answer = new RecordingSender(probe.person::get, probe.recorder, Duration.ofMinutes(1))
                .settle(id, stream, "post-message", data, null);
        assertThat(answer).isInstanceOf(AttemptResult.Accepted.class);
    }

    private static AttemptResult answer(HttpReply reply) {
        return reply.status() == 200
                ? new AttemptResult.Accepted(
                        reply.json().path("version").asLong(),
                        reply.json().path("events").asInt())
                : new AttemptResult.Unknown("status " + reply.status());
    }

    /** A command that was sent once. */
    record Sent(Probe probe, UUID id, String stream, String data, Timed timed) {

        /** Sends it again until its fate is known, which must be that it was accepted. */
        void settle() throws InterruptedException {
            assertAccepted(probe, id, stream, data);
        }
    }
}
