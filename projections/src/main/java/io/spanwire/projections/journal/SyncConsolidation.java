package io.spanwire.projections.journal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sends the commands of a round trip together, with one Sync at the end instead of one after each.
 *
 * <h2>One Sync a round trip</h2>
 *
 * For each Sync PostgreSQL reports that it is ready, in a write to the socket of its own, and does its housekeeping.
 * With batches of one command this was more work than the statements themselves. So the Sync of a command is dropped
 * when the next command is sent with it. The client expects an answer to each: {@link AnswerCompletion} adds what
 * PostgreSQL leaves out.
 *
 * <p>After an error PostgreSQL ignores everything up to the Sync. So commands are joined only on a connection whose
 * round trips are one transaction each, or one command.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING">Pipelining</a>
 */
final class SyncConsolidation extends ChannelOutboundHandlerAdapter {
    private static final int HEADER = 5;
    private static final ByteBuf SYNC =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {'S', 0, 0, 0, 4}));

    private final Queue<SentCommand> unanswered;
    private boolean together = true;
    /** The last command, whose Sync is not sent yet. */
    private @Nullable SentCommand open;

    private boolean flushing;

    /** @param unanswered the commands that PostgreSQL has not answered, shared with {@link AnswerCompletion} */
    SyncConsolidation(Queue<SentCommand> unanswered) {
        this.unanswered = unanswered;
    }

    /** Whether commands share a Sync; otherwise each is answered as soon as it is done. On the connection's thread. */
    void together(boolean wanted) {
        together = wanted;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf commands && commands.isReadable()) {
            endPrevious(context, commands.getByte(commands.readerIndex()));
            SentCommand last = scan(commands);
            if (together && last.canJoinNext()) {
                open = last;
                commands.writerIndex(commands.writerIndex() - HEADER);
            }
        }
        var unused = context.write(message, promise);
    }

    /** Flushes when the current task is done, so that it can send more. */
    @Override
    public void flush(ChannelHandlerContext context) {
        if (!flushing) {
            flushing = true;
            context.executor().execute(() -> {
                flushing = false;
                sync(context);
                context.flush();
            });
        }
    }

    /** Drops the previous command's Sync, or sends it when what follows has none. */
    private void endPrevious(ChannelHandlerContext context, byte next) {
        if (open != null && isExtended(next)) {
            open.joinNext();
            open = null;
        }
        sync(context);
    }

    private void sync(ChannelHandlerContext context) {
        if (open != null) {
            open = null;
            var unused = context.write(SYNC.duplicate(), context.voidPromise());
        }
    }

    /** Adds the commands to those that are not answered; returns the last, which is empty without a Sync at the end. */
    private SentCommand scan(ByteBuf commands) {
        SentCommand command = new SentCommand();
        int at = commands.readerIndex();
        while (at < commands.writerIndex()) {
            byte type = commands.getByte(at);
            at += 1 + commands.getInt(at + 1);
            if (type == 'E') {
                command.addExecution();
            } else if (type == 'S' || type == 'Q') {
                unanswered.add(command);
                if (at == commands.writerIndex()) {
                    return command;
                }
                command = new SentCommand();
            } else if (type != 'B') {
                command.addOther();
            }
        }
        return new SentCommand();
    }

    /** Whether it is a message of the extended query protocol: Bind, Execute, Parse, Describe, Close. */
    private static boolean isExtended(byte type) {
        return type == 'B' || type == 'E' || type == 'P' || type == 'D' || type == 'C';
    }
}
