package io.spanwire.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a JSON body: the media type first, then at most so many bytes, within so much time. A client that sends too slowly,
 * or goes on after it was refused, loses its connection.
 */
public final class JsonBody {
    private static final Logger LOG = LoggerFactory.getLogger(JsonBody.class);
    private static final String MEDIA_TYPE = "application/json";

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
        if (!isJson(context.parsedHeaders().contentType())) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE);
        }
        HttpServerRequest request = context.request();
        long timer = vertx.setTimer(deadlineMillis, late -> giveUp(request));
        request.end().onComplete(read -> vertx.cancelTimer(timer));
        body.handle(context);
        request.exceptionHandler(broken -> refuse(context, broken));
    }

    /** Chunks that are none, or a client that went: nothing of ours failed. */
    private static void refuse(RoutingContext context, Throwable broken) {
        LOG.debug("body not readable reason={}", broken.getMessage());
        if (!FailureHandler.isGone(broken)) {
            Responses.problem(context.response(), Problems.MALFORMED);
            // Vert.x closes the connection right after this and sends nothing that is not flushed by then.
            ((ConnectionBase) context.request().connection())
                    .channelHandlerContext()
                    .flush();
        }
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
    static boolean isJson(MIMEHeader type) {
        return type.mediaType().strip().equalsIgnoreCase(MEDIA_TYPE)
                && type.parameters().entrySet().stream()
                        .allMatch(each -> each.getKey().equalsIgnoreCase("charset")
                                && each.getValue().equalsIgnoreCase("utf-8"));
    }
}
