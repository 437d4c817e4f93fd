package io.spanwire.edge.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handler that turns failures into problem bodies. A known failure carries its problem; any other is logged under
 * an id, and the client gets only that id.
 */
public final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    @Override
    public void handle(RoutingContext context) {
        answer(context.response(), context.failure(), context.statusCode());
    }

    /** The handler of requests that Vert.x refuses with this status before any route matches. */
    public static Handler<RoutingContext> unmatched(int status) {
        return context -> answer(context.response(), context.failure(), status);
    }

    /** Answers with the problem of a failure, for handlers with futures. */
    public static void answer(HttpServerResponse response, Throwable failure) {
        answer(response, failure, -1);
    }

    private static void answer(HttpServerResponse response, @Nullable Throwable failure, int status) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (isDisconnect(failure)) {
            return;
        }
        if (failure instanceof ProblemException known && known.retryAfter() > 0) {
            response.putHeader(Responses.RETRY_AFTER, Long.toString(known.retryAfter()));
        }
        Problem problem = problem(failure, status);
        ObjectNode body = ProblemJson.write(problem);
        if (problem.code().equals(Problems.INTERNAL.code())) {
            String instance = "urn:uuid:" + UUID.randomUUID();
            LOG.error("request failed instance={}", instance, failure);
            body.put("instance", instance);
        }
        Responses.problem(response, problem, body);
    }

    /** The problem of a failure; {@link Problems#INTERNAL} for an unknown one. */
    static Problem problem(@Nullable Throwable failure, int status) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof MalformedJson malformed) {
            return Problems.MALFORMED.because(String.valueOf(malformed.getMessage()));
        }
        // Vert.x reports its own refusals by status.
        return switch (failure instanceof HttpException http ? http.getStatusCode() : status) {
            case 400, 408, 417, 431 -> Problems.MALFORMED;
            case 404 -> Problems.NOT_FOUND;
            case 405 -> Problems.METHOD_NOT_ALLOWED;
            case 406 -> Problems.NOT_ACCEPTABLE;
            case 413, 414 -> Problems.TOO_LARGE;
            case 415 -> Problems.UNSUPPORTED_MEDIA_TYPE;
            default -> Problems.INTERNAL;
        };
    }

    /** Whether the client has disconnected, so that no answer can reach it. */
    static boolean isDisconnect(@Nullable Throwable failure) {
        return failure instanceof HttpClosedException || failure instanceof StreamResetException;
    }
}
