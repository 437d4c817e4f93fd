package io.spanwire.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.function.Supplier;

/** The bench's single event loop and the network clients that run on it. */
public final class LoadGenerator implements AutoCloseable {
    static final String HOST = "localhost";
    private static final int MAX_SOCKETS = 20_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final NetClient connections = vertx.createNetClient(new NetClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setHostnameVerificationAlgorithm("")
            .setSslHandshakeTimeout(60)
            .setTcpNoDelay(true));
    private final WebSocketClient webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setVerifyHost(false)
            .setSslHandshakeTimeout(60)
            .setMaxConnections(MAX_SOCKETS));
    private final HttpClientAgent http = vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));

    NetClient connections() {
        return connections;
    }

    WebSocketClient webSockets() {
        return webSockets;
    }

    HttpClientAgent http() {
        return http;
    }

    Context context() {
        return context;
    }

    /** Runs the action on the event loop and blocks the calling thread until its future completes. */
    public <T> T await(Supplier<Future<T>> action, Duration timeout) {
        return EventLoopWait.await(
                Future.future(
                        promise -> context.runOnContext(ignored -> action.get().onComplete(promise))),
                timeout);
    }

    @Override
    public void close() {
        EventLoopWait.await(vertx.close(), Duration.ofSeconds(10));
    }
}
