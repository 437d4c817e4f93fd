package io.spanwire.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes a JSON body: the media type first, then at most so many bytes, within so much time. A client that sends too slowly,
 * or goes on after it was refused, loses its connection.
 */
public final class JsonBody {
    private static final String MEDIA_TYPE = "application/json";
    private static final String CHARSET = "charset=utf-8";

    private final Vertx vertx;
    private final BodyHandler body;
    private final long deadlineMillis;

    public JsonBody(Vertx vertx, int maxBytes, Duration deadline) {
        this.vertx = vertx;
        this.body = BodyHandler.create(false).setBodyLimit(maxBytes).setPreallocateBodyBuffer(true);
        this.deadlineMillis = deadline.toMillis();
    }

    /** The handler in front of every handler that wants a body. */
    public Handler<RoutingContext> reader() {
        return this::read;
    }

    /**
     * The document that was read.
     *
     * @throws MalformedJson when it is not JSON, or there is none
     */
    public static JsonNode of(RoutingContext context) {
        @Nullable Buffer bytes = context.body().buffer();
        return Json.parse(bytes == null ? new byte[0] : bytes.getBytes());
    }

    private void read(RoutingContext context) {
        if (!isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE);
        }
        HttpServerRequest request = context.request();
        long timer = vertx.setTimer(deadlineMillis, late -> giveUp(request));
        request.end().onComplete(read -> vertx.cancelTimer(timer));
        body.handle(context);
    }

    private static void giveUp(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /** {@code application/json}, with no parameter but UTF-8. */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null || !contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())) {
            return false;
        }
        if (contentType.length() == MEDIA_TYPE.length()) {
            return true;
        }
        String rest = contentType.substring(MEDIA_TYPE.length()).strip();
        return rest.startsWith(";")
                && rest.substring(1).strip().replace("\"", "").equalsIgnoreCase(CHARSET);
    }
}
