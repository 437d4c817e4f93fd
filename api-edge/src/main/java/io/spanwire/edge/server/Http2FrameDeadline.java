package io.spanwire.edge.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of every HTTP/2 frame, and of every block of headers with its continuations. Sits before the decoder: a
 * read that completes none was a part of one.
 */
final class Http2FrameDeadline extends ChannelInboundHandlerAdapter {
    private final Duration wait;
    private boolean isReceived;
    private boolean isComplete;
    private @Nullable Future<?> deadline;

    private Http2FrameDeadline(Duration wait) {
        this.wait = wait;
    }

    /** @param decoder name of the decoder's handler */
    static Http2FrameDeadline addTo(ChannelPipeline pipeline, String decoder, Duration wait) {
        Http2FrameDeadline added = new Http2FrameDeadline(wait);
        pipeline.addBefore(decoder, "frame-deadline", added);
        return added;
    }

    /** A frame is complete, or a block of headers. */
    void completed() {
        isComplete = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        isReceived = true;
        super.channelRead(context, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (isComplete) {
            cancel();
        } else if (isReceived && deadline == null) {
            deadline = context.executor()
                    .schedule(() -> SlowClientWatch.close(context), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
        isReceived = false;
        isComplete = false;
        super.channelReadComplete(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        cancel();
        super.channelInactive(context);
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
