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
 * A sender that records its commands. While a command's outcome is unknown, it sends the command again with the same id
 * until the timeout; it never sends a command under a second id. Each attempt asks the route for the server to use.
 */
public final class RecordingSender {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerRoute route;
    private final Recorder recorder;
    private final Duration timeout;

    public RecordingSender(ServerRoute route, Recorder recorder, Duration timeout) {
        this.route = route;
        this.recorder = recorder;
        this.timeout = timeout;
    }

    /** Sends a new command; returns its outcome, or {@link AttemptResult.Unknown} after the timeout. */
    public AttemptResult send(String stream, String command, String data, @Nullable Long expected)
            throws InterruptedException {
        UUID id = UUID.randomUUID();
        recorder.record(
                new HistoryEntry.Invoked(recorder.now(), route.user().subject(), id, stream, command, data, expected));
        return resolve(id, stream, command, data, expected);
    }

    /** Sends a recorded command again until its outcome is known or the timeout is over. */
    public AttemptResult resolve(UUID id, String stream, String command, String data, @Nullable Long expected)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        AttemptResult result;
        do {
            result = attempt(id, stream, command, data, expected);
            recorder.record(new HistoryEntry.AttemptEnded(recorder.now(), id, result));
            if (!(result instanceof AttemptResult.Unknown)) {
                return result;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return result;
    }

    private AttemptResult attempt(UUID id, String stream, String command, String data, @Nullable Long expected)
            throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", id.toString());
        if (expected != null) {
            headers.put("If-Match", "\"" + expected + '"');
        }
        SignedInUser user = route.user();
        try {
            HttpReply reply = user.post(stream, command, data, headers);
            AttemptResult result = result(reply);
            if (reply.status() >= 500 && result instanceof AttemptResult.Unknown) {
                route.failed(user);
            }
            return result;
        } catch (IOException lost) {
            route.failed(user);
            return new AttemptResult.Unknown(lost.getClass().getSimpleName());
        }
    }

    private static AttemptResult result(HttpReply reply) throws InterruptedException {
        return switch (reply.status()) {
            case 200 ->
                new AttemptResult.Accepted(
                        reply.json().path("version").asLong(),
                        reply.json().path("events").asInt());
            case 409, 412 -> new AttemptResult.Rejected(reply.problem());
            case 202, 429 -> undecided(reply);
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

    private static AttemptResult undecided(HttpReply reply) throws InterruptedException {
        if (reply.status() == 429) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return new AttemptResult.Unknown("status " + reply.status());
    }
}
