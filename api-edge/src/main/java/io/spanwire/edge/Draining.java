package io.spanwire.edge;

import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** In front of what must not begin any more once the node is about to stop. */
final class Draining implements Handler<RoutingContext> {
    private volatile boolean begun;

    void begin() {
        begun = true;
    }

    boolean begun() {
        return begun;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!begun) {
            context.next();
            return;
        }
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Answers.problem(
                context.response(), Problems.UNAVAILABLE.because("This server is stopping; another will answer."));
    }
}
