package io.spanwire.edge.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Problem;
import io.spanwire.edge.budget.ClientBudget;
import io.spanwire.edge.budget.ClientConnection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Writers of complete responses: JSON or a problem. Answers depend on the caller, so caching is off by default. */
public final class Responses {
    public static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    public static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");

    /** Bytes of a text that may fill the buffers of a connection. */
    private static final int LARGE = 32 << 10;

    private static final long SLOW_MILLIS = 30_000;

    private Responses() {}

    /** Ends the response with status 200 and JSON text. */
    public static void json(HttpServerResponse response, String text) {
        json(response, 200, text);
    }

    /** Ends the response with JSON text; {@code Cache-Control: no-store} unless the header is set already. */
    public static void json(HttpServerResponse response, int status, String text) {
        json(response, status, Buffer.buffer(text));
    }

    /** Ends the response with JSON text in UTF-8, like {@link #json(HttpServerResponse, int, String)}. */
    public static void json(HttpServerResponse response, int status, Buffer text) {
        if (response.ended() || response.closed()) {
            return;
        }
        send(response, status, text);
    }

    private static Future<Void> send(HttpServerResponse response, int status, Buffer text) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        return response.setStatusCode(status).end(text);
    }

    /**
     * Ends the response with status 200 and JSON text of any size. Its bytes count for the client's address until they
     * are sent. An HTTP/2 stream that takes less than 1 KiB a second is reset; slow connections are closed elsewhere.
     */
    public static void largeJson(RoutingContext context, Buffer text) {
        HttpServerResponse response = context.response();
        if (text.length() < LARGE || response.ended() || response.closed()) {
            json(response, 200, text);
            return;
        }
        ClientBudget budget = ClientConnection.budget(context.request());
        budget.addBuffered(text.length());
        long timer = context.request().version() == HttpVersion.HTTP_2
                ? context.vertx().setTimer(SLOW_MILLIS + text.length(), late -> response.reset())
                : -1;
        send(response, 200, text).onComplete(sent -> {
            budget.addBuffered(-text.length());
            context.vertx().cancelTimer(timer);
        });
    }

    /** Ends the response with a problem; a temporary one gets {@code Retry-After}. */
    public static void problem(HttpServerResponse response, Problem problem) {
        problem(response, problem, ProblemJson.write(problem));
    }

    /** Ends the response with a problem whose body has further properties. */
    public static void problem(HttpServerResponse response, Problem problem, ObjectNode body) {
        if (response.ended() || response.closed()) {
            return;
        }
        boolean isTemporary = problem.status() == 503 || problem.status() == 429;
        if (isTemporary && !response.headers().contains(RETRY_AFTER)) {
            response.putHeader(RETRY_AFTER, "1");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .setStatusCode(problem.status())
                .end(body.toString());
    }
}
