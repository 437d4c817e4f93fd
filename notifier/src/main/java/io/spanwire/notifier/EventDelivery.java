package io.spanwire.notifier;

import io.spanwire.notifier.http.EventPage;
import io.spanwire.notifier.http.FeedPageRequest;
import io.spanwire.notifier.http.FeedRequest;
import io.spanwire.notifier.http.FeedResult;
import io.spanwire.notifier.http.PageRequest;
import io.spanwire.notifier.http.StreamRequest;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ClientRates;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Function;

/**
 * The delivery of events to clients that an HTTP server has authenticated; implemented by the {@link Notifier}. Called
 * on event loops. A future that fails with a {@link io.spanwire.bus.message.ProblemException} has written nothing.
 * {@code closed} completes when the response has ended or its client has disconnected.
 */
public interface EventDelivery {
    /**
     * Takes over a {@code spanwire.v1} socket. Must be called on the socket's event loop, in the turn in which the
     * handshake succeeded, otherwise frames are lost, and with {@link io.spanwire.notifier.socket.EncodedFrames} in its
     * pipeline.
     */
    void accept(ServerWebSocket socket, CallerSession session, ClientRates rates);

    /** Reads one page of a stream; waits for the first event when the request says so. */
    Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> closed);

    /** Writes the stream as server-sent events until one side closes; completes then. */
    Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed);

    /** Writes the stream as NDJSON up to its current head; completes when it is written. */
    Future<Void> ndjson(HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed);

    /** Reads one page of a feed; waits for the first event when the request says so. */
    Future<FeedResult> feedPage(CallerSession session, FeedPageRequest request, Future<Void> closed);

    /** Writes a feed as server-sent events until one side closes; completes then. */
    Future<Void> feedServerSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> closed);

    /**
     * Writes a feed as NDJSON up to its current end; completes when it is written.
     *
     * @param next the address of what follows a token, for the header {@code Link}
     */
    Future<Void> feedNdjson(
            HttpServerResponse response,
            CallerSession session,
            FeedRequest request,
            Function<String, String> next,
            Future<Void> closed);
}
