package io.spanwire.edge.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Flushes the writes of one turn of the event loop together, so that many WebSocket frames or chunks become one TLS
 * record and one system call. Vert.x itself flushes every write that does not answer a read, such as the frames of an
 * event that was just committed.
 */
final class FlushConsolidation implements Handler<HttpConnection> {
    private static final int MAX_UNFLUSHED = 256;

    private final Handler<HttpConnection> next;

    FlushConsolidation(Handler<HttpConnection> next) {
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
