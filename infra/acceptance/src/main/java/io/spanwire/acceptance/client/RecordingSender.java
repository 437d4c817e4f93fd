package io.spanwire.acceptance.client;

import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands and records them. What it cannot know it asks again, under the same id, until it knows or its patience is
 * over; a command is never sent under a second id. The route is asked at each attempt.
 */
public final class RecordingSender {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerRoute route;
    private final Recorder recorder;
    private final Duration patience;

    public RecordingSender(ServerRoute route, Recorder recorder, Duration patience) {
        this.route = route;
        this.recorder = recorder;
        this.patience = patience;
    }

    /** A new command; returns what became of it, {@link AttemptResult.Unknown} when patience ran out. */
    public AttemptResult send(String stream, String command, String data, @Nullable Long expected)
            throws InterruptedException {
        UUID id = UUID.randomUUID();
        recorder.record(new HistoryEntry.Invoked(
                recorder.now(), route.person().subject(), id, stream, command, data, expected));
        return settle(id, stream, command, data, expected);
    }

    /** Sends a recorded command again, until its outcome is known. */
    public AttemptResult settle(UUID id, String stream, String command, String data, @Nullable Long expected)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        AttemptResult answer;
        do {
            answer = attempt(id, stream, command, data, expected);
            recorder.record(new HistoryEntry.Answered(recorder.now(), id, answer));
            if (!(answer instanceof AttemptResult.Unknown)) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return answer;
    }

    private AttemptResult attempt(UUID id, String stream, String command, String data, @Nullable Long expected)
            throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", id.toString());
        if (expected != null) {
            headers.put("If-Match", "\"" + expected + '"');
        }
        SignedInUser person = route.person();
        try {
            HttpReply reply = person.post(stream, command, data, headers);
            AttemptResult answer = answer(reply);
            if (reply.status() >= 500 && answer instanceof AttemptResult.Unknown) {
                route.failed(person);
            }
            return answer;
        } catch (IOException lost) {
            route.failed(person);
            return new AttemptResult.Unknown(lost.getClass().getSimpleName());
        }
    }

    private static AttemptResult answer(HttpReply reply) throws InterruptedException {
        return switch (reply.status()) {
            case 200 ->
                new AttemptResult.Accepted(
                        reply.json().path("version").asLong(),
                        reply.json().path("events").asInt());
            case 409, 412 -> new AttemptResult.Rejected(reply.problem());
            case 202, 429 -> later(reply);
            case 500 -> failed(reply);
            default ->
                reply.status() / 100 == 4
                        ? new AttemptResult.Refused(reply.problem())
                        : new AttemptResult.Unknown("status " + reply.status());
        };
    }

    private static AttemptResult failed(HttpReply reply) {
        return reply.body().contains("/problems/undecidable")
                ? new AttemptResult.Failed(reply.problem())
                : new AttemptResult.Unknown("status " + reply.status());
    }

    private static AttemptResult later(HttpReply reply) throws InterruptedException {
        if (reply.status() == 429) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return new AttemptResult.Unknown("status " + reply.status());
    }
}
