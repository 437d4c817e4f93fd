package io.spanwire.bench.reference;

import io.spanwire.launcher.tls.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A bare Vert.x HTTPS server on one event loop. {@code POST /echo} returns the request body; {@code POST /broadcast/...} also
 * writes it to every WebSocket.
 */
final class EchoServer {
    static final String ECHO = "/echo";
    static final String BROADCAST = "/broadcast/";

    private final Vertx vertx;
    private final List<ServerWebSocket> sockets = new ArrayList<>();

    EchoServer(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Completes with the port. */
    Future<Integer> listen(TlsFiles tls) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("localhost")
                .setPort(0)
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(tls.certificate().toString())
                        .addKeyPath(tls.key().toString()))
                .setSslHandshakeTimeout(60)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        return vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .webSocketHandler(this::register)
                .listen()
                .map(HttpServer::actualPort);
    }

    private void handle(HttpServerRequest request) {
        request.bodyHandler(body -> {
            if (request.path().startsWith(BROADCAST)) {
                broadcast(body);
            }
            request.response().end(body);
        });
    }

    private void broadcast(Buffer body) {
        String text = body.toString();
        sockets.forEach(socket -> socket.writeTextMessage(text));
    }

    private void register(ServerWebSocket socket) {
        sockets.add(socket);
        socket.closeHandler(closed -> sockets.remove(socket));
    }
}
