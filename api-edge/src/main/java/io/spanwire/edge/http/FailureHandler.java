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
 * The one handler that turns failures into problem bodies. Known failures carry their problem; a bug or a lost database is
 * logged under a number, and the number is all the client learns of it.
 */
public final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    @Override
    public void handle(RoutingContext context) {
        answer(context.response(), context.failure(), context.statusCode());
    }

    /** The handler of what Vert.x refuses with this status before any route matches. */
    public static Handler<RoutingContext> unmatched(int status) {
        return context -> answer(context.response(), context.failure(), status);
    }

    /** Answers with the problem of a failure, for handlers that end their own futures. */
    public static void answer(HttpServerResponse response, Throwable failure) {
        answer(response, failure, -1);
    }

    private static void answer(HttpServerResponse response, @Nullable Throwable failure, int status) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (isGone(failure)) {
            return;
        }
        if (failure instanceof ProblemException known && known.retryAfter() > 0) {
            response.putHeader(Responses.RETRY_AFTER, Long.toString(known.retryAfter()));
        }
        Problem problem = problem(failure, status);
        ObjectNode body = ProblemJson.write(problem);
        if (problem.code().equals(Problems.INTERNAL.code())) {
            body.put("instance", logged(failure));
        }
        Responses.problem(response, problem, body);
    }

    /** The problem a failure stands for; {@link Problems#INTERNAL} when it stands for none. */
    static Problem problem(@Nullable Throwable failure, int status) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof MalformedJson malformed) {
            return Problems.MALFORMED.because(String.valueOf(malformed.getMessage()));
        }
        return ofStatus(failure instanceof HttpException http ? http.getStatusCode() : status);
    }

    /** What Vert.x itself refuses, it refuses by status. */
    private static Problem ofStatus(int status) {
        return switch (status) {
            case 400, 408, 417, 431 -> Problems.MALFORMED;
            case 404 -> Problems.NOT_FOUND;
            case 405 -> Problems.METHOD_NOT_ALLOWED;
            case 406 -> Problems.NOT_ACCEPTABLE;
            case 413, 414 -> Problems.TOO_LARGE;
            case 415 -> Problems.UNSUPPORTED_MEDIA_TYPE;
            default -> Problems.INTERNAL;
        };
    }

    /** Whether the client left: there is nobody to answer. */
    static boolean isGone(@Nullable Throwable failure) {
        return failure instanceof HttpClosedException || failure instanceof StreamResetException;
    }

    private static String logged(@Nullable Throwable failure) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        LOG.error("request failed instance={}", instance, failure);
        return instance;
    }
}
