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
 * How a node stops. First it takes leave: it does its work, but is not ready any more, lets nothing long begin, and asks
 * with every response not to be asked again on this connection; a request sent while the server closes its connection would
 * never be answered, and its client would not know what became of it. Then it takes no commands. HTTP/2 needs no leave: its
 * GOAWAY names the last request that was taken.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, tear-down</a>
 */
final class DrainState {
    private static final Problem STOPPING =
            Problems.UNAVAILABLE.because("This server is stopping; another will answer.");

    private enum Stage {
        SERVING,
        LEAVING,
        STOPPING
    }

    private volatile Stage stage = Stage.SERVING;

    void leave() {
        stage = Stage.LEAVING;
    }

    void stop() {
        stage = Stage.STOPPING;
    }

    boolean begun() {
        return stage != Stage.SERVING;
    }

    /** The handler of all requests, whose responses take leave when it is time. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            if (begun() && request.version() != HttpVersion.HTTP_2) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            handler.handle(request);
        };
    }

    /** In front of what would outlive the leave. */
    void refuseWhenDraining(RoutingContext context) {
        next(context, begun());
    }

    /** In front of commands. */
    void refuseWhenStopping(RoutingContext context) {
        next(context, stage == Stage.STOPPING);
    }

    private static void next(RoutingContext context, boolean refused) {
        if (refused) {
            Responses.problem(context.response(), STOPPING);
        } else {
            context.next();
        }
    }
}
