package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.Person;
import io.spanwire.acceptance.client.Reply;
import io.spanwire.acceptance.client.Sender;
import io.spanwire.acceptance.history.Answer;
import io.spanwire.acceptance.history.Entry;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks one thing in the middle of a fault and tells what was answered and how soon. Commands it sends are recorded. */
final class Probe {
    private final Supplier<Person> person;
    private final Recorder recorder;

    Probe(Supplier<Person> person, Recorder recorder) {
        this.person = person;
        this.recorder = recorder;
    }

    /** An answer and how long it took. */
    record Timed(Reply reply, Duration took) {

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
        Reply reply = person.get().get(path);
        return new Timed(reply, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Posts a message under a new id; whatever becomes of it is found out by {@link Sent#settle}. */
    Sent post(String stream) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        String data = "{\"text\":\"probe\"}";
        recorder.record(
                new Entry.Invoked(recorder.now(), person.get().subject(), id, stream, "post-message", data, null));
        long begin = System.nanoTime();
        Reply reply = person.get().post(stream, "post-message", data, id);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        recorder.record(new Entry.Answered(recorder.now(), id, answer(reply)));
        return new Sent(this, id, stream, data, new Timed(reply, took));
    }

    private static Answer answer(Reply reply) {
        return reply.status() == 200
                ? new Answer.Accepted(
                        reply.json().path("version").asLong(),
                        reply.json().path("events").asInt())
                : new Answer.Unknown("status " + reply.status());
    }

    /** A command that was sent once. */
    record Sent(Probe probe, UUID id, String stream, String data, Timed timed) {

        /** Sends it again until its fate is known, which must be that it was accepted. */
        void settle() throws InterruptedException {
            Answer answer = new Sender(probe.person::get, probe.recorder, Duration.ofMinutes(1))
                    .settle(id, stream, "post-message", data, null);
            assertThat(answer).isInstanceOf(Answer.Accepted.class);
        }
    }
}
