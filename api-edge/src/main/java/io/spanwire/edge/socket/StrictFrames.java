package io.spanwire.edge.socket;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import io.spanwire.notifier.socket.CloseCode;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a socket's pipeline that closes it as the protocol says: 1007 for text that is not UTF-8, 1009 for a frame
 * that is too large, 1002 for any other that is malformed; and 4008 for a flood of pings or fragments. Vert.x takes the
 * first and the last, and drops the connection of the others.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1">RFC 6455, 7.4.1</a>
 */
final class StrictFrames extends Utf8FrameValidator {
    private static final Logger LOG = LoggerFactory.getLogger(StrictFrames.class);
    private static final long LINGER_MILLIS = 1_000;
    private static final String LAST = "handler";

    /** Pings, pongs and fragments; messages are limited where they are read. */
    private static final int OTHER_FRAMES = 1_000;

    private static final long WINDOW_NANOS = 10_000_000_000L;

    private int otherFrames;
    private long windowStart = System.nanoTime();
    private boolean isRefused;

    private StrictFrames() {
        super(false);
    }

    /** Adds the handler. Called on the socket's event loop after the handshake. */
    static void addTo(ChannelPipeline pipeline) {
        pipeline.addBefore(LAST, "strict-frames", new StrictFrames());
        pipeline.addBefore(LAST, "empty-fragments", new EmptyFragments());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (isRefused) {
            ReferenceCountUtil.release(message);
        } else if (isMessage(message) || isWithinLimit()) {
            super.channelRead(context, message);
        } else {
            ReferenceCountUtil.release(message);
            refuse(context, CloseCode.LIMIT);
        }
    }

    private static boolean isMessage(Object message) {
        return message instanceof TextWebSocketFrame text && text.isFinalFragment();
    }

    private boolean isWithinLimit() {
        long now = System.nanoTime();
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            otherFrames = 0;
        }
        return ++otherFrames <= OTHER_FRAMES;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupt)) {
            super.exceptionCaught(context, cause);
        } else if (!isRefused) {
            refuse(context, closeCode(corrupt.closeStatus()));
        }
    }

    private void refuse(ChannelHandlerContext context, CloseCode code) {
        isRefused = true;
        LOG.debug("socket refused reason={}", code.text());
        ChannelFuture sent = context.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason(0)));
        sent.addListener(done -> closeSoon(context));
    }

    private static CloseCode closeCode(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)) {
            return CloseCode.NOT_UTF8;
        }
        return status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ? CloseCode.TOO_BIG : CloseCode.PROTOCOL_ERROR;
    }

    /** An immediate close would reset a client that is still sending, before it reads why. */
    private static void closeSoon(ChannelHandlerContext context) {
        Future<?> unused = context.executor().schedule(() -> close(context), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From here on, because Vert.x would send a close frame of its own and wait for the answer. */
    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }
}
