package io.spanwire.edge.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Writes whole responses: JSON, or a problem. What a caller may see is his own, so nothing is cached unless said. */
public final class Responses {
    public static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    public static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final String SOON = "1";

    private Responses() {}

    /** Ends the response with JSON text; {@code Cache-Control: no-store} unless it has one already. */
    public static void json(HttpServerResponse response, int status, String text) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        response.setStatusCode(status).end(text);
    }

    /** Ends the response with a problem; one that may pass by itself says when to come back. */
    public static void problem(HttpServerResponse response, Problem problem) {
        problem(response, problem, ProblemJson.write(problem));
    }

    /** The same with a body that says more than the problem alone. */
    public static void problem(HttpServerResponse response, Problem problem, ObjectNode body) {
        if (response.ended() || response.closed()) {
            return;
        }
        boolean passes = problem.status() == UNAVAILABLE || problem.status() == TOO_MANY_REQUESTS;
        if (passes && !response.headers().contains(RETRY_AFTER)) {
            response.putHeader(RETRY_AFTER, SOON);
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .setStatusCode(problem.status())
                .end(body.toString());
    }
}
