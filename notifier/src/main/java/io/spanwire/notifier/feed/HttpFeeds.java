package io.spanwire.notifier.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.hub.EventSink;
import io.spanwire.notifier.hub.Hub;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.hub.SubscribeResult;
import io.spanwire.notifier.hub.Subscription;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ReadAccess;
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
import java.util.concurrent.TimeUnit;

/**
 * Streams over plain HTTP, each feed one subscription. A future that fails has written nothing; one that succeeds for a
 * response says it is over. {@code gone} completes when the response is over or its client left, and ends the feed at
 * once. Called on event loops.
 */
public final class HttpFeeds {
    private static final Duration ACCESS = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 1000;

    private final Vertx vertx;
    private final Hub hub;
    private final ReadAccess access;
    private final FeedSettings settings;
    private final InstantSource clock;
    private final Set<OpenFeed> open = ConcurrentHashMap.newKeySet();

    public HttpFeeds(
            Vertx vertx, Hub hub, ReadAccess access, FeedSettings settings, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.hub = hub;
        this.access = access;
        this.settings = settings;
        this.clock = clock;
        meters.gauge("spanwire.feeds.open", open, Set::size);
    }

    /** One page, at once or when there is something for it. */
    public Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> gone) {
        HubShard shard = hub.shard();
        return mayRead(shard, session, request.stream()).compose(allowed -> openPage(shard, request, gone));
    }

    /** The stream from there on and live, as server-sent events, until somebody ends it. */
    public Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone) {
        HubShard shard = hub.shard();
        return mayRead(shard, session, request.stream())
                .compose(allowed -> openEventStream(shard, response, session, request, gone));
    }

    /** The stream from there up to its head as of now, one event a line. */
    public Future<Void> ndjson(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone) {
        HubShard shard = hub.shard();
        return mayRead(shard, session, request.stream())
                .compose(allowed -> openLines(shard, response, session, request, gone));
    }

    /** Ends all feeds: waiting pages are answered, event streams told when to come back. */
    public void close() {
        open.forEach(OpenFeed::serverStops);
    }

    private Future<EventPage> openPage(HubShard shard, PageRequest request, Future<Void> gone) {
        Promise<EventPage> ready = Promise.promise();
        PageSink sink = new PageSink(ready, request, settings.pageBytes());
        Subscription subscription = subscription(shard, request.stream(), sink).impatient();
        OpenFeed feed = feed(shard, subscription, gone, sink::finish);
        ready.future().onComplete(answered -> feed.end());
        subscription
                .open(request.after(), request.epoch())
                .map(HttpFeeds::begun)
                .onSuccess(head -> beginPage(feed, sink, head, request))
                .onFailure(ready::tryFail);
        return ready.future();
    }

    private static void beginPage(OpenFeed feed, PageSink sink, StreamHead head, PageRequest request) {
        sink.begin(head, request.after().version(head.version()));
        feed.whenServerStops(sink::finish);
        if (!request.patience().isZero()) {
            feed.after(request.patience(), sink::finish);
        }
        feed.run();
    }

    private Future<Void> openEventStream(
            HubShard shard,
            HttpServerResponse response,
            CallerSession session,
            FeedRequest request,
            Future<Void> gone) {
        Promise<Void> over = Promise.promise();
        ResponseSink sink =
                new ResponseSink(response, EventFormats.SSE_EVENT, EventFormats.SSE_CAUGHT_UP, over::tryComplete);
        Subscription subscription = subscription(shard, request.stream(), sink);
        OpenFeed feed = feed(shard, subscription, gone, over::tryComplete);
        over.future().onComplete(ended -> feed.end());
        subscription
                .open(request.after(), request.epoch())
                .map(HttpFeeds::begun)
                .onSuccess(head -> {
                    beginEventStream(response, sink, request.after().version(head.version()), head.epoch());
                    runEventStream(feed, sink, response, session);
                })
                .onFailure(over::tryFail);
        return over.future();
    }

    private static void beginEventStream(HttpServerResponse response, ResponseSink sink, long after, String epoch) {
        begin(response, EventFormats.EVENT_STREAM);
        response.putHeader("x-accel-buffering", "no");
        sink.ofEpoch(epoch).write(EventFormats.sseBegin(RETRY_MILLIS, after, epoch));
    }

    private void runEventStream(OpenFeed feed, ResponseSink sink, HttpServerResponse response, CallerSession session) {
        feed.pace(response, settings.buffer(), settings.heartbeat(), () -> {
            sink.write(EventFormats.SSE_COMMENT);
            sink.flush();
        });
        endWithSession(feed, session, () -> finish(feed, sink, RETRY_MILLIS));
        feed.whenServerStops(() -> finish(
                feed,
                sink,
                ThreadLocalRandom.current().nextLong(settings.spread().toMillis() + 1)));
        feed.run();
    }

    private Future<Void> openLines(
            HubShard shard,
            HttpServerResponse response,
            CallerSession session,
            FeedRequest request,
            Future<Void> gone) {
        Promise<Void> over = Promise.promise();
        ResponseSink sink = new ResponseSink(response, EventFormats.LINE, version -> "", over::tryComplete);
        Subscription subscription = subscription(shard, request.stream(), sink);
        OpenFeed feed = feed(shard, subscription, gone, over::tryComplete);
        over.future().onComplete(ended -> feed.end());
        subscription
                .openBounded(request.after(), request.epoch())
                .map(HttpFeeds::begun)
                .onSuccess(head -> beginLines(feed, response, session))
                .onFailure(over::tryFail);
        return over.future();
    }

    private void beginLines(OpenFeed feed, HttpServerResponse response, CallerSession session) {
        begin(response, EventFormats.NDJSON);
        feed.pace(response, settings.buffer(), settings.heartbeat(), () -> {});
        Runnable breakOff = () -> {
            response.reset();
            feed.end();
        };
        endWithSession(feed, session, breakOff);
        feed.whenServerStops(breakOff);
        feed.run();
    }

    private static void begin(HttpServerResponse response, String type) {
        response.setChunked(true).putHeader("content-type", type).putHeader("cache-control", "no-store");
    }

    private static void finish(OpenFeed feed, ResponseSink sink, long retryMillis) {
        sink.finish(EventFormats.sseRetry(retryMillis));
        feed.end();
    }

    private void endWithSession(OpenFeed feed, CallerSession session, Runnable end) {
        if (!session.expires().equals(Instant.MAX)) {
            feed.after(Duration.between(clock.instant(), session.expires()), end);
        }
    }

    private OpenFeed feed(HubShard shard, Subscription subscription, Future<Void> gone, Runnable ended) {
        OpenFeed feed = new OpenFeed(vertx, shard, subscription, open, ended);
        gone.onComplete(left -> shard.later(feed::end));
        return feed;
    }

    private static Subscription subscription(HubShard shard, StreamId stream, EventSink sink) {
        return Subscription.register(shard, stream, sink, new PageReadLock());
    }

    private static StreamHead begun(SubscribeResult opening) {
        if (opening instanceof SubscribeResult.OtherEpoch) {
            throw new ProblemException(Problems.OTHER_EPOCH);
        }
        return opening.head();
    }

    private Future<Void> mayRead(HubShard shard, CallerSession session, StreamId stream) {
        return shard.here(access.mayRead(session.caller(), stream).timeout(ACCESS.toMillis(), TimeUnit.MILLISECONDS));
    }
}
