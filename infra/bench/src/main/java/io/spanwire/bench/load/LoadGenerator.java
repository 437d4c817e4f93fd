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

/** The one event loop from which everything is sent and on which everything arrives, and its clients. */
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
    private final WebSocketClient sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
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

    WebSocketClient sockets() {
        return sockets;
    }

    HttpClientAgent http() {
        return http;
    }

    Context context() {
        return context;
    }

    /** Runs something on the event loop; the main thread waits until its future completes. */
    public <T> T play(Supplier<Future<T>> something, Duration most) {
        return EventLoopWait.on(
                Future.future(
                        promise -> context.runOnContext(go -> something.get().onComplete(promise))),
                most);
    }

    @Override
    public void close() {
        EventLoopWait.on(vertx.close(), Duration.ofSeconds(10));
    }
}
