package io.spanwire.edge.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * The removal of empty fragments at the beginning of a text message, which RFC 6455 allows: Vert.x would drop the message.
 * The first fragment with content, or the last, takes their place.
 */
final class EmptyFragments extends ChannelInboundHandlerAdapter {
    private boolean isBeginning;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame text && !text.isFinalFragment() && !hasContent(text)) {
            isBeginning = true;
            ReferenceCountUtil.release(text);
        } else if (isBeginning && message instanceof ContinuationWebSocketFrame next) {
            if (next.isFinalFragment() || next.content().isReadable()) {
                isBeginning = false;
                super.channelRead(context, new TextWebSocketFrame(next.isFinalFragment(), next.rsv(), next.content()));
            } else {
                ReferenceCountUtil.release(next);
            }
        } else {
            super.channelRead(context, message);
        }
    }

    private static boolean hasContent(TextWebSocketFrame text) {
        return text.content().isReadable();
    }
}
