package io.spanwire.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
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
 * The reader of JSON bodies: checks the media type, then reads up to a maximum size within a deadline. A client that
 * sends too slowly, or continues after it was refused, is disconnected.
 */
public final class JsonBody {
    private static final String JSON = "application/json";
    private static final Logger LOG = LoggerFactory.getLogger(JsonBody.class);

    private final Vertx vertx;
    private final CoarseTimer timer;
    private final BodyHandler body;
    private final Duration deadline;

    public JsonBody(Vertx vertx, CoarseTimer timer, int maxBytes, Duration deadline) {
        this.vertx = vertx;
        this.timer = timer;
        this.body = BodyHandler.create(false).setBodyLimit(maxBytes).setPreallocateBodyBuffer(true);
        this.deadline = deadline;
    }

    /** The handler to put before every handler that needs a body. */
    public Handler<RoutingContext> reader() {
        return this::read;
    }

    /** The same where a body may be missing: a request that names no media type and no length has none. */
    public Handler<RoutingContext> readerIfAny() {
        return context -> {
            MultiMap headers = context.request().headers();
            String length = headers.get(HttpHeaders.CONTENT_LENGTH);
            boolean isEmpty = !headers.contains(HttpHeaders.CONTENT_TYPE)
                    && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                    && (length == null || length.equals("0"));
            if (isEmpty) {
                context.next();
            } else {
                read(context);
            }
        };
    }

    /** Parses the body that was read; throws {@link MalformedJson} when it is not JSON or missing. */
    public static JsonNode of(RoutingContext context) {
        @Nullable Buffer bytes = context.body().buffer();
        return Json.parse(bytes == null ? new byte[0] : bytes.getBytes());
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean isPlainJson = JSON.equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
        if (!isPlainJson && !isJson(context.parsedHeaders().contentType())) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE);
        }
        CoarseTimer.Wait wait = timer.start(deadline, vertx.getOrCreateContext(), () -> disconnect(request));
        request.end().onComplete(read -> wait.cancel());
        body.handle(context);
        request.exceptionHandler(broken -> refuse(context, broken));
    }

    /** Invalid chunks or a disconnected client: neither is an error of this server. */
    private static void refuse(RoutingContext context, Throwable broken) {
        LOG.debug("body not readable reason={}", broken.getMessage());
        if (!FailureHandler.isDisconnect(broken)) {
            Responses.problem(context.response(), Problems.MALFORMED);
            // Vert.x closes the connection right after this, without sending what is not flushed.
            ((ConnectionBase) context.request().connection())
                    .channelHandlerContext()
                    .flush();
        }
    }

    private static void disconnect(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /** Whether it is {@code application/json} without any parameter but UTF-8. */
    static boolean isJson(MIMEHeader type) {
        return type.mediaType().strip().equalsIgnoreCase(JSON)
                && type.parameters().entrySet().stream()
                        .allMatch(each -> each.getKey().equalsIgnoreCase("charset")
                                && each.getValue().equalsIgnoreCase("utf-8"));
    }
}
