package io.spanwire.edge.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of every HTTP/1.1 request of a connection, for its headers and for its body. Sits behind the decoder: a
 * read that ends without a message was a part of one. A request that comes in one read starts no timer.
 */
public final class RequestDeadlines extends ChannelInboundHandlerAdapter {
    private static final String NAME = "request-deadlines";
    private static final String DECODER = "httpDecoder";

    private enum Part {
        NONE,
        HEAD,
        BODY
    }

    private final SlowClientTimeouts timeouts;
    private final @Nullable SlowClientWatch watch;
    private Part part = Part.NONE;
    private boolean received;
    private @Nullable Future<?> deadline;

    private RequestDeadlines(SlowClientTimeouts timeouts, @Nullable SlowClientWatch watch) {
        this.timeouts = timeouts;
        this.watch = watch;
    }

    static void addTo(ChannelPipeline pipeline, SlowClientTimeouts timeouts) {
        pipeline.addAfter(DECODER, NAME, new RequestDeadlines(timeouts, pipeline.get(SlowClientWatch.class)));
    }

    /** Ends the deadlines of a connection that becomes a socket. */
    public static void removeFrom(ChannelPipeline pipeline) {
        pipeline.remove(NAME);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        received = true;
        if (message instanceof HttpRequest) {
            if (watch != null) {
                watch.requestReceived();
            }
            enter(Part.BODY);
        }
        if (message instanceof LastHttpContent) {
            enter(Part.NONE);
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (part == Part.NONE && !received) {
            part = Part.HEAD;
        }
        received = false;
        if (part != Part.NONE && deadline == null && !context.isRemoved()) {
            start(context, part == Part.HEAD ? timeouts.head() : timeouts.body());
        }
        super.channelReadComplete(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        enter(Part.NONE);
        super.channelInactive(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        enter(Part.NONE);
    }

    private void start(ChannelHandlerContext context, Duration wait) {
        deadline = context.executor()
                .schedule(() -> SlowClientWatch.close(context), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void enter(Part next) {
        part = next;
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
