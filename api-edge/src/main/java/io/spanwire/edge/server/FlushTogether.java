package io.spanwire.edge.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Groups what is written to a connection within one turn of its event loop: many WebSocket frames or chunks become one TLS record
 * and one system call. Vert.x flushes each write that does not answer a read, such as the frames of an event that was just
 * committed.
 */
final class FlushTogether implements Handler<HttpConnection> {
    private static final int MAX_UNFLUSHED = 256;

    private final Handler<HttpConnection> next;

    FlushTogether(Handler<HttpConnection> next) {
        this.next = next;
    }

    @Override
    public void handle(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((ConnectionBase) connection).channelHandlerContext().pipeline();
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls != null) {
            pipeline.addAfter(tls.name(), "flush", new FlushConsolidationHandler(MAX_UNFLUSHED, true));
        }
        next.handle(connection);
    }
}
