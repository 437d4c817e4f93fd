package io.spanwire.edge.server;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request only while its connection can be written to: a client that sends requests and takes no answers would
 * fill the memory. A request that waits also ends the reading of those behind it.
 */
final class RequestBackpressure {
    private RequestBackpressure() {}

    /** Wraps the handler of all requests. */
    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            Channel channel = ((ConnectionBase) request.connection()).channel();
            @Nullable
            SlowClientWatch watch =
                    channel.isWritable() ? null : channel.pipeline().get(SlowClientWatch.class);
            if (watch == null) {
                handler.handle(request);
                return;
            }
            request.pause();
            watch.whenWritable(() -> {
                request.resume();
                handler.handle(request);
            });
        };
    }
}
