package io.spanwire.edge.development;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Server-sent events for the script of pages in development: {@code {"generation": n, "problem": text or null}}. */
public final class ChangesResource implements Handler<RoutingContext> {
    public static final String PATH = "/development/changes";

    private static final int MAX_OPEN = 50;
    private static final long LOOK_MILLIS = 100;
    private static final long RETRY_MILLIS = 300;

    private final Vertx vertx;
    private final Development development;
    private final AtomicInteger open = new AtomicInteger();

    public ChangesResource(Vertx vertx, Development development) {
        this.vertx = vertx;
        this.development = development;
    }

    @Override
    public void handle(RoutingContext context) {
        if (open.incrementAndGet() > MAX_OPEN) {
            open.decrementAndGet();
            throw new ProblemException(Problems.UNAVAILABLE);
        }
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String first = state();
        response.write("retry: " + RETRY_MILLIS + "\ndata: " + first + "\n\n");
        Watch watch = new Watch(response, first);
        long timer = vertx.setPeriodic(LOOK_MILLIS, tick -> watch.look());
        response.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            open.decrementAndGet();
        });
    }

    private final class Watch {
        private final HttpServerResponse response;
        private String sent;

        Watch(HttpServerResponse response, String sent) {
            this.response = response;
            this.sent = sent;
        }

        void look() {
            String now = state();
            if (!now.equals(sent) && !response.writeQueueFull()) {
                sent = now;
                response.write("data: " + now + "\n\n");
            }
        }
    }

    private String state() {
        ObjectNode state = Json.mapper().createObjectNode();
        state.put("generation", development.generation());
        state.put("problem", development.problem().orElse(null));
        return state.toString();
    }
}
