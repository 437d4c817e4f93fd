package io.spanwire.notifier.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.Problem;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.OpenSubscription;
import io.spanwire.notifier.hub.ReadPermit;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** All open responses with events: how they begin, how long they last and how they end. */
public final class OpenResponses {
    static final long RETRY_MILLIS = 1000;

    private final Vertx vertx;
    private final ResponseSettings settings;
    private final InstantSource clock;
    private final Set<OpenResponse> open = ConcurrentHashMap.newKeySet();

    public OpenResponses(Vertx vertx, ResponseSettings settings, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
        meters.gauge("spanwire.feeds.open", open, Set::size);
    }

    int pageBytes() {
        return settings.pageBytes();
    }

    /** Ends all: waiting pages are answered, event streams get a reconnection time. */
    public void close() {
        open.forEach(OpenResponse::serverStops);
    }

    /** A response that ends when {@code closed} completes. */
    OpenResponse open(HubShard shard, OpenSubscription subscription, Future<Void> closed, Runnable onEnd) {
        OpenResponse response = new OpenResponse(vertx, shard, subscription, open, onEnd);
        closed.onComplete(ignored -> shard.runSoon(response::end));
        return response;
    }

    /** Opens something when the caller may read it; what is opened is told when that is no longer so. */
    static <T> Future<T> permitted(
            HubShard shard, ReadCheck check, Future<Void> closed, Function<Future<Problem>, Future<T>> opening) {
        Promise<Problem> lost = Promise.promise();
        return ReadPermit.ask(shard, check, lost::tryComplete).compose(permit -> {
            closed.onComplete(over -> shard.runSoon(permit::release));
            return opening.apply(lost.future());
        });
    }

    /** Writes the head of server-sent events; the text comes first. */
    void runEventStream(
            OpenResponse open,
            HttpServerResponse response,
            ResponseWriter writer,
            String start,
            CallerSession session,
            Future<Problem> lost) {
        startResponse(response, SseFormat.MEDIA_TYPE);
        response.putHeader("x-accel-buffering", "no");
        writer.write(start);
        open.startHeartbeat(response, settings.buffer(), settings.heartbeat(), () -> {
            writer.write(SseFormat.COMMENT);
            writer.flush();
        });
        endWithSession(open, session, () -> finish(open, writer, RETRY_MILLIS));
        open.onServerStop(() -> finish(
                open,
                writer,
                ThreadLocalRandom.current().nextLong(settings.spread().toMillis() + 1)));
        open.run();
        lost.onSuccess(problem -> finish(open, writer, RETRY_MILLIS));
    }

    /** Writes the head of NDJSON. */
    void runNdjson(OpenResponse open, HttpServerResponse response, CallerSession session, Future<Problem> lost) {
        startResponse(response, NdjsonFormat.MEDIA_TYPE);
        open.startHeartbeat(response, settings.buffer(), settings.heartbeat(), () -> {});
        Runnable abort = () -> {
            response.reset();
            open.end();
        };
        endWithSession(open, session, abort);
        lost.onSuccess(problem -> abort.run());
        open.onServerStop(abort);
        open.run();
    }

    private static void startResponse(HttpServerResponse response, String type) {
        response.setChunked(true).putHeader("content-type", type).putHeader("cache-control", "no-store");
    }

    private static void finish(OpenResponse open, ResponseWriter writer, long retryMillis) {
        writer.finish(SseFormat.retry(retryMillis));
        open.end();
    }

    private void endWithSession(OpenResponse open, CallerSession session, Runnable end) {
        if (!session.expires().equals(Instant.MAX)) {
            open.runAfter(Duration.between(clock.instant(), session.expires()), end);
        }
    }
}
