package io.spanwire.edge;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * The stages in which a node stops. While draining it still answers, but is not ready, opens no sockets and asks
 * clients with every HTTP/1.1 response to close the connection: a request sent while the server closes the connection
 * would get no answer, and its client would not know whether it was processed. HTTP/2 needs no such header, because its
 * GOAWAY frame names the last request that was processed. Once stopping it refuses commands.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, tear-down</a>
 */
final class DrainState {
    private static final Problem STOPPING =
            Problems.UNAVAILABLE.because("This server is stopping; another will answer.");

    private enum Stage {
        SERVING,
        DRAINING,
        STOPPING
    }

    private volatile Stage stage = Stage.SERVING;

    void drain() {
        stage = Stage.DRAINING;
    }

    void stop() {
        stage = Stage.STOPPING;
    }

    boolean isDraining() {
        return stage != Stage.SERVING;
    }

    /** Wraps the handler of all requests: while draining, responses close their HTTP/1.1 connection. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            if (isDraining() && request.version() != HttpVersion.HTTP_2) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            handler.handle(request);
        };
    }

    /** For requests that would outlast the draining. */
    void refuseWhenDraining(RoutingContext context) {
        next(context, isDraining());
    }

    /** For commands. */
    void refuseWhenStopping(RoutingContext context) {
        next(context, stage == Stage.STOPPING);
    }

    private static void next(RoutingContext context, boolean isRefused) {
        if (isRefused) {
            Responses.problem(context.response(), STOPPING);
        } else {
            context.next();
        }
    }
}
