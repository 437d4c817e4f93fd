package io.spanwire.edge.server;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/**
 * The limit on frames of an HTTP/2 connection that cost work and carry no data: pings, settings, priorities,
 * unknown ones. Netty itself limits resets, small continuations and empty data. Tells the deadline of complete frames.
 */
final class Http2Limits extends Http2FrameListenerDecorator {
    /** An honest client sends a few a minute; some measure bandwidth by a ping for every other data frame. */
    private static final int FRAMES = 500;

    private static final long WINDOW_NANOS = 10_000_000_000L;

    private final @Nullable SlowClientWatch watch;
    private final Http2FrameDeadline deadline;
    private int frames;
    private long windowStart = System.nanoTime();

    private Http2Limits(Http2FrameListener listener, @Nullable SlowClientWatch watch, Http2FrameDeadline deadline) {
        super(listener);
        this.watch = watch;
        this.deadline = deadline;
    }

    static void addTo(Http2ConnectionHandler handler, @Nullable SlowClientWatch watch, Http2FrameDeadline deadline) {
        Http2ConnectionDecoder decoder = handler.decoder();
        decoder.frameListener(new Http2Limits(decoder.frameListener(), watch, deadline));
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean isEnd)
            throws Http2Exception {
        requestReceived();
        super.onHeadersRead(context, stream, headers, padding, isEnd);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean isExclusive,
            int padding,
            boolean isEnd)
            throws Http2Exception {
        requestReceived();
        super.onHeadersRead(context, stream, headers, dependency, weight, isExclusive, padding, isEnd);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        count();
        super.onPingRead(context, data);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        count();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int stream, int dependency, short weight, boolean isExclusive)
            throws Http2Exception {
        count();
        super.onPriorityRead(context, stream, dependency, weight, isExclusive);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        count();
        super.onUnknownFrame(context, type, stream, flags, payload);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean isEnd)
            throws Http2Exception {
        deadline.completed();
        return super.onDataRead(context, stream, data, padding, isEnd);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long code) throws Http2Exception {
        deadline.completed();
        super.onRstStreamRead(context, stream, code);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        deadline.completed();
        super.onSettingsAckRead(context);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        deadline.completed();
        super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int last, long code, ByteBuf debug) throws Http2Exception {
        deadline.completed();
        super.onGoAwayRead(context, last, code, debug);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment) throws Http2Exception {
        deadline.completed();
        super.onWindowUpdateRead(context, stream, increment);
    }

    private void requestReceived() {
        deadline.completed();
        if (watch != null) {
            watch.requestReceived();
        }
    }

    private void count() throws Http2Exception {
        deadline.completed();
        long now = System.nanoTime();
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            frames = 0;
        }
        if (++frames > FRAMES) {
            throw connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames without data");
        }
    }
}
