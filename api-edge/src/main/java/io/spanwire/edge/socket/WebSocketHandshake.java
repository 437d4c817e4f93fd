package io.spanwire.edge.socket;

import io.netty.channel.ChannelPipeline;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.budget.ClientBudget;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.budget.OpenLimit;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.OpenConnections;
import io.spanwire.edge.server.RequestDeadlines;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.socket.CloseCode;
import io.spanwire.notifier.socket.EncodedFrames;
import io.spanwire.notifier.socket.SocketSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handler of {@code GET /ws}. It checks subprotocol, origin, session and limits before the upgrade, so a refusal is
 * an ordinary problem response. A page's socket must come from an allowed origin, because a handshake cannot carry a
 * CSRF token; a client without an origin must send a bearer token.
 */
public final class WebSocketHandshake implements Handler<RoutingContext> {
    private static final CharSequence PROTOCOLS = HttpHeaders.createOptimized("sec-websocket-protocol");
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandshake.class);

    private final Authenticator authenticator;
    private final AllowedOrigins origins;
    private final OpenLimit limits;
    private final OpenConnections open;
    private final EventDelivery acceptor;

    /** Hands upgraded sockets to the acceptor. */
    public WebSocketHandshake(
            Authenticator authenticator,
            AllowedOrigins origins,
            OpenLimit limits,
            OpenConnections open,
            EventDelivery acceptor) {
        this.authenticator = authenticator;
        this.origins = origins;
        this.limits = limits;
        this.open = open;
        this.acceptor = acceptor;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        requireUpgrade(request);
        requireOrigin(request);
        request.pause();
        authenticator
                .authenticate(context)
                .compose(caller -> upgrade(request, caller))
                .onFailure(failure -> refuse(request, failure));
    }

    private Future<Void> upgrade(HttpServerRequest request, AuthenticatedSession caller) {
        String subject = caller.caller().subject();
        ClientBudget budget = ClientConnection.budget(request);
        limits.acquire(budget, subject);
        ConnectionBase connection = (ConnectionBase) request.connection();
        // The socket's own close handler belongs to the notifier; the connection closes together with the socket.
        connection.closeFuture().onComplete(closed -> limits.release(budget, subject));
        return request.toWebSocket()
                .onSuccess(socket -> {
                    prepare(connection.channel().pipeline());
                    CallerSession session = caller.session();
                    open.add(caller, session, connection.closeFuture(), () -> end(socket));
                    acceptor.accept(socket, session, budget);
                })
                .mapEmpty();
    }

    private static void prepare(ChannelPipeline pipeline) {
        RequestDeadlines.removeFrom(pipeline);
        EncodedFrames.addTo(pipeline);
        StrictFrames.addTo(pipeline);
    }

    private static void end(ServerWebSocket socket) {
        CloseCode code = CloseCode.UNAUTHENTICATED;
        socket.close((short) code.code(), code.reason(0));
    }

    private void requireOrigin(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.ORIGIN)) {
            origins.require(request.getHeader(HttpHeaders.ORIGIN));
        } else if (Authenticator.bearerToken(request).isEmpty()) {
            throw new ProblemException(Problems.FORBIDDEN.because(
                    "Send an Origin header, or a bearer token if the client is not a page."));
        }
    }

    private static void requireUpgrade(HttpServerRequest request) {
        if (!request.canUpgradeToWebSocket()) {
            throw malformed("This path needs a WebSocket handshake over HTTP/1.1.");
        }
        if (!hasSubprotocol(request.headers())) {
            throw malformed("Request the subprotocol " + SocketSettings.SUBPROTOCOL + '.');
        }
    }

    private static boolean hasSubprotocol(MultiMap headers) {
        return headers.getAll(PROTOCOLS).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .anyMatch(protocol -> protocol.strip().equals(SocketSettings.SUBPROTOCOL));
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problems.MALFORMED.because(detail));
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        request.resume();
        LOG.debug("socket refused reason={}", failure.getMessage());
        FailureHandler.answer(request.response(), failure);
    }
}
