package io.spanwire.notifier;

import io.spanwire.notifier.feed.EventPage;
import io.spanwire.notifier.feed.FeedRequest;
import io.spanwire.notifier.feed.PageRequest;
import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

/**
 * Delivers events to clients whose requests an HTTP server has authenticated: the {@link Notifier}. Called on event loops. A
 * future that fails, with a {@link io.spanwire.bus.message.ProblemException}, has written nothing. {@code gone} completes when
 * the response is over or its client left.
 */
public interface EventDelivery {
    /**
     * Takes over a socket of {@code spanwire.v1}, on its event loop and in the same turn in which the handshake succeeded, so
     * that no frame is lost.
     */
    void accept(ServerWebSocket socket, CallerSession session);

    /** One page of a stream; waits for the first event when the request says so. */
    Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> gone);

    /** Writes the stream as server-sent events until one side ends it; completes when that is over. */
    Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone);

    /** Writes the stream as NDJSON up to its head as of now; completes when that is over. */
    Future<Void> ndjson(HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone);
}
