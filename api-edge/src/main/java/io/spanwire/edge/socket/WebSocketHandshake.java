package io.spanwire.edge.socket;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.socket.SocketSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /ws}. Subprotocol, origin, session and limits are checked while it is still HTTP, so a refusal is a problem like
 * any other. A page's socket must come from an allowed origin, since no CSRF token can go with it; a client without an origin
 * must bring a bearer token.
 */
public final class WebSocketHandshake implements Handler<RoutingContext> {
    private static final CharSequence PROTOCOLS = HttpHeaders.createOptimized("sec-websocket-protocol");
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandshake.class);

    private final Authenticator authenticator;
    private final AllowedOrigins origins;
    private final SocketLimits limits;
    private final BiConsumer<ServerWebSocket, CallerSession> sockets;

    /**
     * The door to those who take sockets over.
     *
     * @param most sockets of this node
     * @param maxPerCaller sockets of one caller
     */
    public WebSocketHandshake(
            Authenticator authenticator,
            AllowedOrigins origins,
            int most,
            int maxPerCaller,
            BiConsumer<ServerWebSocket, CallerSession> sockets) {
        this.authenticator = authenticator;
        this.origins = origins;
        this.limits = new SocketLimits(most, maxPerCaller);
        this.sockets = sockets;
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
        limits.enter(subject);
        // The socket's own close handler is the notifier's; the connection underneath ends with it.
        ((ConnectionBase) request.connection()).closeFuture().onComplete(closed -> limits.leave(subject));
        return request.toWebSocket()
                .onSuccess(socket -> sockets.accept(socket, caller.session()))
                .mapEmpty();
    }

    private void requireOrigin(HttpServerRequest request) {
        boolean page = request.headers().contains(HttpHeaders.ORIGIN);
        if (page) {
            origins.require(request.getHeader(HttpHeaders.ORIGIN));
        } else if (Authenticator.bearerToken(request).isEmpty()) {
            throw new ProblemException(
                    Problems.FORBIDDEN.because("Send an Origin, or a bearer token where there is no page."));
        }
    }

    private static void requireUpgrade(HttpServerRequest request) {
        if (!request.canUpgradeToWebSocket()) {
            throw malformed("This address takes WebSocket handshakes over HTTP/1.1.");
        }
        if (!offers(request.headers())) {
            throw malformed("Ask for the subprotocol " + SocketSettings.SUBPROTOCOL + '.');
        }
    }

    private static boolean offers(MultiMap headers) {
        for (String offered : headers.getAll(PROTOCOLS)) {
            for (String protocol : offered.split(",", -1)) {
                if (protocol.strip().equals(SocketSettings.SUBPROTOCOL)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ProblemException malformed(String detail) {
        Problem malformed = Problems.MALFORMED.because(detail);
        return new ProblemException(malformed);
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        request.resume();
        LOG.debug("socket refused reason={}", failure.getMessage());
        FailureHandler.answer(request.response(), failure);
    }
}
