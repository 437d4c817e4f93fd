package io.spanwire.notifier.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.hub.Hub;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.hub.ReadPermit;
import io.spanwire.notifier.hub.SubscribeResult;
import io.spanwire.notifier.hub.Subscription;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ReadAccess;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Streams over plain HTTP, each feed one subscription. A future that fails has written nothing; one that succeeds for a
 * response means that the response has ended. {@code closed} completes when the response has ended or the client has
 * disconnected, and ends the feed at once. Called on event loops.
 */
public final class HttpStreams {
    private static final long RETRY_MILLIS = 1000;

    private final Vertx vertx;
    private final Hub hub;
    private final ReadAccess access;
    private final ResponseSettings settings;
    private final InstantSource clock;
    private final Set<OpenResponse> open = ConcurrentHashMap.newKeySet();

    public HttpStreams(
            Vertx vertx, Hub hub, ReadAccess access, ResponseSettings settings, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.hub = hub;
        this.access = access;
        this.settings = settings;
        this.clock = clock;
        meters.gauge("spanwire.feeds.open", open, Set::size);
    }

    /** One page, returned at once or when the first event arrives. */
    public Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> closed) {
        return permitted(session, request.stream(), closed, (shard, lost) -> openPage(shard, request, closed, lost));
    }

    /** Server-sent events from that version on, then live, until client or server ends them. */
    public Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        return permitted(session, request.stream(), closed, (shard, lost) -> {
            Promise<Void> done = Promise.promise();
            SseFormat format = new SseFormat();
            ResponseSink sink = new ResponseSink(response, format, done::tryComplete);
            return openFeed(shard, sink, done, request, closed, true, (feed, head) -> {
                startEventStream(response);
                sink.write(format.start(RETRY_MILLIS, request.after().version(head.version()), head.epoch()));
                runEventStream(feed, sink, response, session);
                lost.onSuccess(problem -> finish(feed, sink, RETRY_MILLIS));
            });
        });
    }

    /** The stream from that version up to its current head, one event per line. */
    public Future<Void> ndjson(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        return permitted(session, request.stream(), closed, (shard, lost) -> {
            Promise<Void> done = Promise.promise();
            ResponseSink sink = new ResponseSink(response, new NdjsonFormat(), done::tryComplete);
            return openFeed(
                    shard,
                    sink,
                    done,
                    request,
                    closed,
                    false,
                    (feed, head) -> startNdjson(feed, response, session, lost));
        });
    }

    /** Ends all feeds: waiting pages are answered, event streams get a reconnection time. */
    public void close() {
        open.forEach(OpenResponse::serverStops);
    }

    private Future<EventPage> openPage(HubShard shard, PageRequest request, Future<Void> closed, Future<Problem> lost) {
        Promise<EventPage> ready = Promise.promise();
        lost.onSuccess(problem -> ready.tryFail(new ProblemException(problem)));
        PageSink sink = new PageSink(ready, request, settings.pageBytes());
        Subscription subscription = subscription(shard, request.stream(), sink).failFast();
        OpenResponse feed = feed(shard, subscription, closed, sink::finish);
        Future<SubscribeResult> opened = subscription.open(request.after(), request.epoch(), true);
        return resultOf(feed, opened, ready, head -> startPage(feed, sink, head, request));
    }

    private static void startPage(OpenResponse feed, PageSink sink, StreamHead head, PageRequest request) {
        sink.start(head, request.after().version(head.version()));
        feed.onServerStop(sink::finish);
        if (!request.maxWait().isZero()) {
            feed.runAfter(request.maxWait(), sink::finish);
        }
        feed.run();
    }

    private Future<Void> openFeed(
            HubShard shard,
            ResponseSink sink,
            Promise<Void> done,
            StreamRequest request,
            Future<Void> closed,
            boolean follow,
            BiConsumer<OpenResponse, StreamHead> start) {
        Subscription subscription = subscription(shard, request.stream(), sink);
        OpenResponse feed = feed(shard, subscription, closed, done::tryComplete);
        Future<SubscribeResult> opened = subscription.open(request.after(), request.epoch(), follow);
        return resultOf(feed, opened, done, head -> start.accept(feed, head));
    }

    private static <T> Future<T> resultOf(
            OpenResponse feed, Future<SubscribeResult> opened, Promise<T> result, Handler<StreamHead> start) {
        result.future().onComplete(ended -> feed.end());
        opened.map(HttpStreams::headOrThrow).onSuccess(start).onFailure(result::tryFail);
        return result.future();
    }

    private static void startEventStream(HttpServerResponse response) {
        startResponse(response, SseFormat.MEDIA_TYPE);
        response.putHeader("x-accel-buffering", "no");
    }

    private void runEventStream(OpenResponse feed, ResponseSink sink, HttpServerResponse response, CallerSession session) {
        feed.startHeartbeat(response, settings.buffer(), settings.heartbeat(), () -> {
            sink.write(SseFormat.COMMENT);
            sink.flush();
        });
        endWithSession(feed, session, () -> finish(feed, sink, RETRY_MILLIS));
        feed.onServerStop(() -> finish(
                feed,
                sink,
                ThreadLocalRandom.current().nextLong(settings.spread().toMillis() + 1)));
        feed.run();
    }

    private void startNdjson(OpenResponse feed, HttpServerResponse response, CallerSession session, Future<Problem> lost) {
        startResponse(response, NdjsonFormat.MEDIA_TYPE);
        feed.startHeartbeat(response, settings.buffer(), settings.heartbeat(), () -> {});
        Runnable abort = () -> {
            response.reset();
            feed.end();
        };
        endWithSession(feed, session, abort);
        lost.onSuccess(problem -> abort.run());
        feed.onServerStop(abort);
        feed.run();
    }

    private static void startResponse(HttpServerResponse response, String type) {
        response.setChunked(true).putHeader("content-type", type).putHeader("cache-control", "no-store");
    }

    private static void finish(OpenResponse feed, ResponseSink sink, long retryMillis) {
        sink.finish(SseFormat.retry(retryMillis));
        feed.end();
    }

    private void endWithSession(OpenResponse feed, CallerSession session, Runnable end) {
        if (!session.expires().equals(Instant.MAX)) {
            feed.runAfter(Duration.between(clock.instant(), session.expires()), end);
        }
    }

    private OpenResponse feed(HubShard shard, Subscription subscription, Future<Void> closed, Runnable onEnd) {
        OpenResponse feed = new OpenResponse(vertx, shard, subscription, open, onEnd);
        closed.onComplete(ignored -> shard.runSoon(feed::end));
        return feed;
    }

    private static Subscription subscription(HubShard shard, StreamId stream, SubscriptionSink sink) {
        return new Subscription(shard, stream, sink, new PageReadLock());
    }

    private static StreamHead headOrThrow(SubscribeResult result) {
        if (result instanceof SubscribeResult.OtherEpoch) {
            throw new ProblemException(Problems.OTHER_EPOCH);
        }
        return result.head();
    }

    /** Opens a feed when the caller may read the stream. The feed is told when that is no longer so. */
    private <T> Future<T> permitted(
            CallerSession session,
            StreamId stream,
            Future<Void> closed,
            BiFunction<HubShard, Future<Problem>, Future<T>> open) {
        HubShard shard = hub.shard();
        Promise<Problem> lost = Promise.promise();
        return ReadPermit.ask(shard, access.check(session.caller(), stream), lost::tryComplete)
                .compose(permit -> {
                    closed.onComplete(over -> shard.runSoon(permit::release));
                    return open.apply(shard, lost.future());
                });
    }
}
