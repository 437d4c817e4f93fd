package io.spanwire.notifier.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;

/**
 * The part of a socket's pipeline that lets one write carry many frames.
 *
 * <h2>Frames in a binary frame</h2>
 *
 * {@code spanwire.v1} is a text protocol, so its server never sends a binary frame. What the notifier writes as one is a
 * sequence of frames that it has encoded before, and this handler passes its content on as it is. Order, the limits of
 * the write queue and the end of the socket are those of every other frame, because it goes the same way until here.
 */
public final class EncodedFrames extends ChannelOutboundHandlerAdapter {
    private static final String NAME = "encoded-frames";

    private EncodedFrames() {}

    /** Adds the handler. Called on the socket's event loop after the handshake, before the notifier takes the socket over. */
    public static void addTo(ChannelPipeline pipeline) {
        String encoder = pipeline.context(WebSocketFrameEncoder.class).name();
        pipeline.addAfter(encoder, NAME, new EncodedFrames());
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        Object written = message instanceof BinaryWebSocketFrame encoded ? encoded.content() : message;
        super.write(context, written, promise);
    }
}
