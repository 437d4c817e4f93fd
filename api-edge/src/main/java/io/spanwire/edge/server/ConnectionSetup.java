package io.spanwire.edge.server;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limits of a connection that depend on its protocol, added after the TLS handshake. */
final class ConnectionSetup implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSetup.class);

    private final SlowClientTimeouts timeouts;

    ConnectionSetup(SlowClientTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public void handle(HttpConnection connection) {
        // Vert.x would log it as an error; it is the client's.
        connection.exceptionHandler(failure -> LOG.debug("connection failed reason={}", failure.toString()));
        ChannelPipeline pipeline =
                ((ConnectionBase) connection).channelHandlerContext().pipeline();
        @Nullable Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 == null) {
            RequestDeadlines.addTo(pipeline, timeouts);
        } else {
            String decoder = pipeline.context(http2).name();
            Http2FrameDeadline deadline = Http2FrameDeadline.addTo(pipeline, decoder, timeouts.head());
            Http2Limits.addTo(http2, pipeline.get(SlowClientWatch.class), deadline);
        }
    }
}
