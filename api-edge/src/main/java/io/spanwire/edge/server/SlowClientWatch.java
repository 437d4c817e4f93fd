package io.spanwire.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The watch over one connection from its first byte: closes it when no request comes, and when the client takes what is
 * written so slowly that it holds memory. Requests of a client that does not take its answers wait. The first handler of the pipeline, so it sees the bytes that go out.
 */
final class SlowClientWatch extends ChannelDuplexHandler {
    private final SlowClientTimeouts timeouts;
    private @Nullable Future<?> firstRequest;
    private @Nullable Future<?> stall;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long written;
    private long takenBefore;

    SlowClientWatch(SlowClientTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        firstRequest = context.executor()
                .schedule(() -> close(context), timeouts.first().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        requestReceived();
        stall = cancel(stall);
        waiting.clear();
        super.channelInactive(context);
    }

    /** The first request has come. */
    void requestReceived() {
        firstRequest = cancel(firstRequest);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (context.channel().isWritable()) {
            stall = cancel(stall);
            runWaiting(context);
        } else if (stall == null) {
            startCheck(context);
        }
        super.channelWritabilityChanged(context);
    }

    /** Runs the task when the connection can be written to. On its event loop. */
    void whenWritable(Runnable task) {
        waiting.add(task);
    }

    private void runWaiting(ChannelHandlerContext context) {
        while (context.channel().isWritable() && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** Not by the pipeline, which would wait until everything is sent. */
    static void close(ChannelHandlerContext context) {
        Channel.Unsafe channel = context.channel().unsafe();
        channel.close(channel.voidPromise());
    }

    private void startCheck(ChannelHandlerContext context) {
        takenBefore = taken(context);
        stall = context.executor()
                .schedule(() -> check(context), timeouts.stall().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check(ChannelHandlerContext context) {
        stall = null;
        long least =
                SlowClientTimeouts.STALL_BYTES_PER_SECOND * timeouts.stall().toMillis() / 1000;
        if (taken(context) - takenBefore < least) {
            close(context);
        } else {
            startCheck(context);
        }
    }

    /** The bytes that have left for the network. */
    private long taken(ChannelHandlerContext context) {
        @Nullable ChannelOutboundBuffer pending = context.channel().unsafe().outboundBuffer();
        return pending == null ? Long.MAX_VALUE / 2 : written - pending.totalPendingWriteBytes();
    }

    private static @Nullable Future<?> cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }
}
