package io.spanwire.notifier.http;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.notifier.cursor.FeedCursor;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.hub.FeedSink;
import io.spanwire.notifier.hub.FeedSubscription;
import io.spanwire.notifier.hub.Hub;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.FeedAccess;
import io.spanwire.notifier.port.ReadAccess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Feeds over plain HTTP, with the rules of {@link HttpStreams}. */
public final class HttpFeeds {
    private final Hub hub;
    private final ReadAccess access;
    private final OpenResponses responses;

    public HttpFeeds(Hub hub, ReadAccess access, OpenResponses responses) {
        this.hub = hub;
        this.access = access;
        this.responses = responses;
    }

    /** How a subscription to a permitted feed is made. */
    @FunctionalInterface
    private interface Subscribing {
        FeedSubscription to(FeedSink sink);
    }

    /** One page, returned at once or when the first event arrives. */
    public Future<FeedResult> page(CallerSession session, FeedPageRequest request, Future<Void> closed) {
        HubShard shard = hub.shard();
        return permitted(shard, session, request.filter(), closed, (lost, subscribing) -> {
            Promise<FeedResult> ready = Promise.promise();
            lost.onSuccess(problem -> ready.tryFail(new ProblemException(problem)));
            FeedPageSink sink = new FeedPageSink(ready, request, responses.pageBytes());
            FeedSubscription subscription = subscribing.to(sink).failFast();
            OpenResponse open = responses.open(shard, subscription, closed, sink::finish);
            ready.future().onComplete(ended -> open.end());
            subscription
                    .open(request.after(), true)
                    .onSuccess(cursor -> startPage(open, sink, cursor, request))
                    .onFailure(ready::tryFail);
            return ready.future();
        });
    }

    private static void startPage(OpenResponse open, FeedPageSink sink, FeedCursor cursor, FeedPageRequest request) {
        sink.start(cursor);
        open.onServerStop(sink::finish);
        if (!request.maxWait().isZero()) {
            open.runAfter(request.maxWait(), sink::finish);
        }
        open.run();
    }

    /** Server-sent events from that place on, then live, until client or server ends them. */
    public Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> closed) {
        HubShard shard = hub.shard();
        return permitted(shard, session, request.filter(), closed, (lost, subscribing) -> {
            Promise<Void> done = Promise.promise();
            ResponseWriter writer = new ResponseWriter(response);
            FeedSink sink = new FeedResponseSink(writer, FeedFormat.SERVER_SENT_EVENTS, done::tryComplete);
            OpenResponse open = open(
                    shard,
                    subscribing.to(sink),
                    request.after(),
                    true,
                    closed,
                    done,
                    (opened, cursor) -> responses.runEventStream(
                            opened,
                            response,
                            writer,
                            FeedFormat.start(OpenResponses.RETRY_MILLIS, cursor.token()),
                            session,
                            lost));
            done.future().onComplete(ended -> open.end());
            return done.future();
        });
    }

    /**
     * The feed from that place up to its current end, one event per line. The header {@code Link} has the address of what
     * follows.
     *
     * @param next the address behind a token
     */
    public Future<Void> ndjson(
            HttpServerResponse response,
            CallerSession session,
            FeedRequest request,
            Function<String, String> next,
            Future<Void> closed) {
        HubShard shard = hub.shard();
        return permitted(shard, session, request.filter(), closed, (lost, subscribing) -> {
            Promise<Void> done = Promise.promise();
            FeedSink sink = new FeedResponseSink(new ResponseWriter(response), FeedFormat.NDJSON, done::tryComplete);
            OpenResponse open =
                    open(shard, subscribing.to(sink), request.after(), false, closed, done, (opened, cursor) -> {
                        response.putHeader(
                                "link", '<' + next.apply(cursor.heads().text()) + ">; rel=\"next\"");
                        responses.runNdjson(opened, response, session, lost);
                    });
            done.future().onComplete(ended -> open.end());
            return done.future();
        });
    }

    @FunctionalInterface
    private interface Start {
        void run(OpenResponse open, FeedCursor cursor);
    }

    private OpenResponse open(
            HubShard shard,
            FeedSubscription subscription,
            FeedStart after,
            boolean follow,
            Future<Void> closed,
            Promise<Void> done,
            Start start) {
        OpenResponse open = responses.open(shard, subscription, closed, done::tryComplete);
        subscription
                .open(after, follow)
                .onSuccess(cursor -> start.run(open, cursor))
                .onFailure(done::tryFail);
        return open;
    }

    private <T> Future<T> permitted(
            HubShard shard,
            CallerSession session,
            FeedFilter filter,
            Future<Void> closed,
            BiFunction<Future<Problem>, Subscribing, Future<T>> opening) {
        FeedAccess allowed = access.feed(session.caller(), filter.feed(), filter.types());
        return OpenResponses.permitted(
                shard,
                allowed.whole(),
                closed,
                lost -> opening.apply(
                        lost,
                        sink -> new FeedSubscription(
                                shard, filter.withTypes(allowed.types()), allowed.each(), sink, new PageReadLock())));
    }
}
