package io.spanwire.notifier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.ForgettingEvents;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.http.EventPage;
import io.spanwire.notifier.http.FeedPageRequest;
import io.spanwire.notifier.http.FeedRequest;
import io.spanwire.notifier.http.FeedResult;
import io.spanwire.notifier.http.PageRequest;
import io.spanwire.notifier.http.ResponseSettings;
import io.spanwire.notifier.http.StreamRequest;
import io.spanwire.notifier.personal.TailOpener;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ClientRates;
import io.spanwire.notifier.port.CommandReceipt;
import io.spanwire.notifier.port.CommandRequest;
import io.spanwire.notifier.port.EdgePorts;
import io.spanwire.notifier.port.FeedAccess;
import io.spanwire.notifier.port.ReadAccess;
import io.spanwire.notifier.port.ReadCheck;
import io.spanwire.notifier.socket.EncodedFrames;
import io.spanwire.notifier.socket.SocketSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A real HTTP server in front of a notifier on an {@link InMemoryLog}. The caller is always Ann, who may read every
 * chat but {@code chat/secret}; the test decides her commands.
 */
public final class TestFrontend implements AutoCloseable {
    public static final Caller ANN = Caller.of("u-ann", "Ann");

    public final InMemoryLog log;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final List<CommandRequest> commands = new CopyOnWriteArrayList<>();
    public volatile ClientRates rates = ClientRates.UNLIMITED;
    public volatile Instant expires = Instant.MAX;
    public volatile Function<CommandRequest, Future<CommandReceipt>> decide =
            request -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_COMMAND));
    public volatile BiFunction<Caller, String, Future<CallerSession>> refresh =
            (caller, token) -> Future.failedFuture(new ProblemException(Problems.UNAUTHENTICATED));
    public volatile BiFunction<Caller, StreamId, Future<Void>> access = TestFrontend::rule;

    /** The types of events after which access is asked for again. */
    public volatile Set<String> accessEvents = Set.of("no-event");

    private final Vertx vertx = Vertx.vertx();
    private final Notifier notifier;
    private final HttpServer server;

    public TestFrontend(InMemoryLog log, NotifierSettings settings) {
        this.log = log;
        EdgePorts ports =
                new EdgePorts(this::command, new Rules(), (current, token) -> refresh.apply(current.caller(), token));
        notifier = await(Notifier.start(
                vertx,
                settings,
                InMemoryLog.PARTITIONS,
                log,
                log,
                log,
                new TailOpener(
                        new ForgettingEvents(Domains.of(List.of())),
                        ids -> Future.succeededFuture(Map.of()),
                        System::nanoTime),
                ports,
                meters,
                InstantSource.system()));
        server = await(vertx.createHttpServer(
                        options().setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setIdleTimeout((int)
                                settings.sockets().idle().toMillis()))
                .webSocketHandler(this::accept)
                .requestHandler(this::request)
                .listen(0, "127.0.0.1"));
    }

    /** Chats may be followed, as far as each may be read. */
    private final class Rules implements ReadAccess {
        @Override
        public ReadCheck check(Caller caller, StreamId stream) {
            return new ReadCheck(
                    List.of(new ReadCheck.Change(Optional.of(stream), accessEvents)),
                    () -> access.apply(caller, stream));
        }

        @Override
        public FeedAccess feed(Caller caller, FeedName feed, Set<String> types) {
            return feed.type().isEmpty()
                    ? FeedAccess.refused(Problems.FORBIDDEN)
                    : new FeedAccess(
                            types,
                            ReadCheck.lasting(Future::succeededFuture),
                            Optional.of(stream -> check(caller, stream)));
        }
    }

    public static NotifierSettings settings() {
        return settings(Duration.ofHours(1), SocketSettings.defaults(), ResponseSettings.defaults());
    }

    public static NotifierSettings settings(Duration gapScanInterval, SocketSettings sockets, ResponseSettings feeds) {
        NotifierSettings usual = NotifierSettings.defaults();
        return new NotifierSettings(usual.tailBytes(), gapScanInterval, usual.history(), sockets, feeds);
    }

    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    public Vertx vertx() {
        return vertx;
    }

    public Notifier notifier() {
        return notifier;
    }

    public int port() {
        return server.actualPort();
    }

    public TestSocket socket() {
        return TestSocket.open(vertx, port());
    }

    /** The value of a gauge or counter. */
    public double meter(String name) {
        return meters.get(name).meters().stream()
                .flatMap(meter ->
                        java.util.stream.StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(io.micrometer.core.instrument.Measurement::getValue)
                .sum();
    }

    @Override
    public void close() {
        await(notifier.close());
        await(vertx.close());
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxWebSocketFrameSize(SocketSettings.FRAME_BYTES)
                .setMaxWebSocketMessageSize(SocketSettings.FRAME_BYTES)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .addWebSocketSubProtocol(SocketSettings.SUBPROTOCOL);
    }

    private static Future<Void> rule(Caller caller, StreamId stream) {
        if (!stream.type().equals("chat")) {
            return Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE));
        }
        return stream.key().equals("secret")
                ? Future.failedFuture(new ProblemException(Problems.FORBIDDEN))
                : Future.succeededFuture();
    }

    private void accept(ServerWebSocket socket) {
        EncodedFrames.addTo(((WebSocketInternal) socket).channelHandlerContext().pipeline());
        notifier.accept(socket, new CallerSession(ANN, expires), rates);
    }

    private Future<CommandReceipt> command(CommandRequest request) {
        commands.add(request);
        return decide.apply(request);
    }

    private void request(HttpServerRequest request) {
        Promise<Void> closed = Promise.promise();
        request.response().closeHandler(ignored -> closed.tryComplete());
        Future<?> answered = answer(request, closed.future());
        answered.onFailure(cause -> {
            int status =
                    cause instanceof ProblemException known ? known.problem().status() : 500;
            request.response().setStatusCode(status).end();
        });
    }

    private Future<?> answer(HttpServerRequest request, Future<Void> closed) {
        CallerSession session = new CallerSession(ANN, expires);
        if (FeedName.isFeed(request.getParam("stream"))) {
            return feed(request, session, closed);
        }
        StreamId stream = StreamId.parse(request.getParam("stream"));
        StartPoint after = StartPoint.parse(request.getParam("after", "0"));
        Optional<String> epoch = Optional.ofNullable(request.getParam("epoch"));
        StreamRequest feed = new StreamRequest(stream, after, epoch);
        return switch (request.path()) {
            case "/sse" -> notifier.serverSentEvents(request.response(), session, feed, closed);
            case "/ndjson" -> notifier.ndjson(request.response(), session, feed, closed);
            default -> page(request, session, feed, closed);
        };
    }

    private Future<?> feed(HttpServerRequest request, CallerSession session, Future<Void> closed) {
        FeedFilter filter = new FeedFilter(FeedName.parse(request.getParam("stream")));
        FeedStart after = FeedStart.parse(request.getParam("after", "0"));
        FeedRequest feed = new FeedRequest(filter, after);
        return switch (request.path()) {
            case "/sse" -> notifier.feedServerSentEvents(request.response(), session, feed, closed);
            case "/ndjson" ->
                notifier.feedNdjson(request.response(), session, feed, token -> "/ndjson?after=" + token, closed);
            default -> {
                int limit = Integer.parseInt(request.getParam("limit", "100"));
                Duration wait = Duration.ofMillis(Long.parseLong(request.getParam("wait", "0")));
                yield notifier.feedPage(session, new FeedPageRequest(filter, after, limit, wait), closed)
                        .map(FeedResult::json)
                        .onSuccess(json -> request.response().end(json));
            }
        };
    }

    private Future<?> page(HttpServerRequest request, CallerSession session, StreamRequest feed, Future<Void> closed) {
        int limit = Integer.parseInt(request.getParam("limit", "100"));
        Duration wait = Duration.ofMillis(Long.parseLong(request.getParam("wait", "0")));
        PageRequest page = new PageRequest(feed.stream(), feed.after(), limit, wait, feed.epoch());
        return notifier.page(session, page, closed).map(EventPage::json).onSuccess(json -> request.response()
                .end(json));
    }
}
