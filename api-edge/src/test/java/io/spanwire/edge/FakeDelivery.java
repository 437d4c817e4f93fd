package io.spanwire.edge;

import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.http.EventPage;
import io.spanwire.notifier.http.FeedPageRequest;
import io.spanwire.notifier.http.FeedRequest;
import io.spanwire.notifier.http.FeedResult;
import io.spanwire.notifier.http.PageRequest;
import io.spanwire.notifier.http.StreamRequest;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ClientRates;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A fake notifier: records requests, and echoes on sockets. */
final class FakeDelivery implements EventDelivery {
    private final List<CallerSession> sockets = new CopyOnWriteArrayList<>();
    private final List<PageRequest> pages = new CopyOnWriteArrayList<>();
    private final List<StreamRequest> feeds = new CopyOnWriteArrayList<>();
    private final List<FeedFilter> filters = new CopyOnWriteArrayList<>();
    private volatile int padding;
    private volatile Promise<Void> answering = Promise.promise();

    FakeDelivery() {
        answering.complete();
    }

    /** Makes pages larger. */
    void pad(int bytes) {
        padding = bytes;
    }

    /** Answers no pages until {@link #release}. */
    void hold() {
        answering = Promise.promise();
    }

    void release() {
        answering.complete();
    }

    List<CallerSession> sockets() {
        return sockets;
    }

    List<PageRequest> pages() {
        return pages;
    }

    List<StreamRequest> feeds() {
        return feeds;
    }

    @Override
    public void accept(ServerWebSocket socket, CallerSession session, ClientRates rates) {
        sockets.add(session);
        socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
    }

    @Override
    public Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> closed) {
        pages.add(request);
        String json = "{\"events\":[],\"next\":0,\"head\":0,\"epoch\":\"e\"}" + " ".repeat(padding);
        return answering.future().map(now -> new EventPage(Buffer.buffer(json), 0, 0, "e", 0));
    }

    @Override
    public Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        feeds.add(request);
        response.putHeader("content-type", "text/event-stream");
        return response.end("id: 1@e\n\n");
    }

    @Override
    public Future<Void> ndjson(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        feeds.add(request);
        response.putHeader("content-type", "application/x-ndjson");
        return response.end("{}\n");
    }

    List<FeedFilter> filters() {
        return filters;
    }

    @Override
    public Future<FeedResult> feedPage(CallerSession session, FeedPageRequest request, Future<Void> closed) {
        filters.add(request.filter());
        return Future.succeededFuture(
                new FeedResult(Buffer.buffer("{\"events\":[],\"next\":\"t\",\"head\":\"t\"}"), "t", "t"));
    }

    @Override
    public Future<Void> feedServerSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> closed) {
        filters.add(request.filter());
        response.putHeader("content-type", "text/event-stream");
        return response.end("id: token\n\n");
    }

    @Override
    public Future<Void> feedNdjson(
            HttpServerResponse response,
            CallerSession session,
            FeedRequest request,
            Function<String, String> next,
            Future<Void> closed) {
        filters.add(request.filter());
        response.putHeader("content-type", "application/x-ndjson").putHeader("link", next.apply("token"));
        return response.end("{}\n");
    }
}
