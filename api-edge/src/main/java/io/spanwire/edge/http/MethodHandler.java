package io.spanwire.edge.http;

import io.spanwire.bus.message.Problems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The handlers of one path by method. GET also handles HEAD; an unknown method gets 405 with {@code Allow}. */
public final class MethodHandler implements Handler<RoutingContext> {

    private final Map<HttpMethod, Handler<RoutingContext>> methods = new LinkedHashMap<>();

    public MethodHandler(HttpMethod method, Handler<RoutingContext> handler) {
        methods.put(method, handler);
    }

    /** A path with GET and HEAD. */
    public static MethodHandler get(Handler<RoutingContext> handler) {
        return new MethodHandler(HttpMethod.GET, handler).on(HttpMethod.HEAD, handler);
    }

    /** Adds a method. */
    public MethodHandler on(HttpMethod method, Handler<RoutingContext> handler) {
        methods.put(method, handler);
        return this;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        @Nullable Handler<RoutingContext> handler = methods.get(method);
        if (handler != null) {
            handler.handle(context);
            return;
        }
        context.response().putHeader(HttpHeaders.ALLOW, allowed());
        if (method.equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).end();
        } else {
            Responses.problem(context.response(), Problems.METHOD_NOT_ALLOWED);
        }
    }

    private String allowed() {
        return methods.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", ", "", ", OPTIONS"));
    }
}
