package io.spanwire.notifier.http;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.hub.Hub;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.hub.SubscribeResult;
import io.spanwire.notifier.hub.Subscription;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ReadAccess;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Streams over plain HTTP, each response one subscription. A future that fails has written nothing; one that succeeds for
 * a response means that the response has ended. {@code closed} completes when the response has ended or the client has
 * disconnected, and ends the subscription at once. Called on event loops.
 */
public final class HttpStreams {
    private final Hub hub;
    private final ReadAccess access;
    private final OpenResponses responses;

    public HttpStreams(Hub hub, ReadAccess access, OpenResponses responses) {
        this.hub = hub;
        this.access = access;
        this.responses = responses;
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
            ResponseWriter writer = new ResponseWriter(response);
            ResponseSink sink = new ResponseSink(writer, format, done::tryComplete);
            return open(shard, sink, done, request, closed, true, (open, head) -> {
                String start =
                        format.start(OpenResponses.RETRY_MILLIS, request.after().version(head.version()), head.epoch());
                responses.runEventStream(open, response, writer, start, session, lost);
            });
        });
    }

    /** The stream from that version up to its current head, one event per line. */
    public Future<Void> ndjson(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        return permitted(session, request.stream(), closed, (shard, lost) -> {
            Promise<Void> done = Promise.promise();
            ResponseSink sink = new ResponseSink(new ResponseWriter(response), new NdjsonFormat(), done::tryComplete);
            return open(
                    shard,
                    sink,
                    done,
                    request,
                    closed,
                    false,
                    (open, head) -> responses.runNdjson(open, response, session, lost));
        });
    }

    private Future<EventPage> openPage(HubShard shard, PageRequest request, Future<Void> closed, Future<Problem> lost) {
        Promise<EventPage> ready = Promise.promise();
        lost.onSuccess(problem -> ready.tryFail(new ProblemException(problem)));
        PageSink sink = new PageSink(ready, request, responses.pageBytes());
        Subscription subscription = subscription(shard, request.stream(), sink).failFast();
        OpenResponse open = responses.open(shard, subscription, closed, sink::finish);
        Future<SubscribeResult> opened = subscription.open(request.after(), request.epoch(), true);
        return resultOf(open, opened, ready, head -> startPage(open, sink, head, request));
    }

    private static void startPage(OpenResponse open, PageSink sink, StreamHead head, PageRequest request) {
        sink.start(head, request.after().version(head.version()));
        open.onServerStop(sink::finish);
        if (!request.maxWait().isZero()) {
            open.runAfter(request.maxWait(), sink::finish);
        }
        open.run();
    }

    private Future<Void> open(
            HubShard shard,
            ResponseSink sink,
            Promise<Void> done,
            StreamRequest request,
            Future<Void> closed,
            boolean follow,
            BiConsumer<OpenResponse, StreamHead> start) {
        Subscription subscription = subscription(shard, request.stream(), sink);
        OpenResponse open = responses.open(shard, subscription, closed, done::tryComplete);
        Future<SubscribeResult> opened = subscription.open(request.after(), request.epoch(), follow);
        return resultOf(open, opened, done, head -> start.accept(open, head));
    }

    private static <T> Future<T> resultOf(
            OpenResponse open, Future<SubscribeResult> opened, Promise<T> result, Handler<StreamHead> start) {
        result.future().onComplete(ended -> open.end());
        opened.map(HttpStreams::headOrThrow).onSuccess(start).onFailure(result::tryFail);
        return result.future();
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

    private <T> Future<T> permitted(
            CallerSession session,
            StreamId stream,
            Future<Void> closed,
            BiFunction<HubShard, Future<Problem>, Future<T>> opening) {
        HubShard shard = hub.shard();
        return OpenResponses.permitted(
                shard, access.check(session.caller(), stream), closed, lost -> opening.apply(shard, lost));
    }
}
