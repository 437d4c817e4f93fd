package io.spanwire.projections.journal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;

/**
 * Completes the answers to commands whose Sync was dropped ({@link SyncConsolidation}), for a client that expects each
 * command to end with ReadyForQuery: it is added after a command's last execution. After an error, the commands that
 * PostgreSQL ignored fail as in any failed transaction.
 */
final class AnswerCompletion extends ByteToMessageDecoder {
    private static final int HEADER = 5;
    private static final ByteBuf READY = constant(ready('T'));
    private static final ByteBuf READY_AFTER_ERROR = constant(ready('E'));
    private static final ByteBuf IGNORED = constant(error("25P02", "the transaction has failed"));

    private final Queue<SentCommand> unanswered;

    AnswerCompletion(Queue<SentCommand> unanswered) {
        this.unanswered = unanswered;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int from = in.readerIndex();
        int end = endOfMessage(in, from);
        while (end <= in.writerIndex()) {
            byte type = in.getByte(in.readerIndex());
            in.readerIndex(end);
            if (isCompletedBy(type)) {
                out.add(in.retainedSlice(from, end - from));
                from = end;
                complete(type == 'E', out);
            }
            end = endOfMessage(in, end);
        }
        if (in.readerIndex() > from) {
            out.add(in.retainedSlice(from, in.readerIndex() - from));
        }
    }

    /** The end of the message at {@code start}; beyond the buffer's when it has not arrived completely. */
    private static int endOfMessage(ByteBuf in, int start) {
        return in.writerIndex() - start < HEADER ? Integer.MAX_VALUE : start + 1 + in.getInt(start + 1);
    }

    /** Whether a message of this type is the last that PostgreSQL sends for a command without a Sync. */
    private boolean isCompletedBy(byte type) {
        SentCommand command = unanswered.peek();
        if (command == null) {
            return false;
        }
        if (type == 'Z') {
            unanswered.remove();
            return false;
        }
        boolean executed = type == 'C' || type == 'I' || type == 's';
        return !command.isSynced() && (type == 'E' || (executed && command.completeExecution()));
    }

    private void complete(boolean failed, List<Object> out) {
        unanswered.remove();
        out.add((failed ? READY_AFTER_ERROR : READY).duplicate());
        SentCommand next = unanswered.peek();
        while (failed && next != null) {
            out.add(IGNORED.duplicate());
            if (next.isSynced()) {
                return; // PostgreSQL answers the Sync itself
            }
            unanswered.remove();
            out.add(READY_AFTER_ERROR.duplicate());
            next = unanswered.peek();
        }
    }

    private static ByteBuf ready(char status) {
        return Unpooled.buffer().writeByte('Z').writeInt(5).writeByte(status);
    }

    private static ByteBuf error(String state, String message) {
        ByteBuf fields = Unpooled.copiedBuffer(
                "SERROR\0VERROR\0C" + state + "\0M" + message + "\0\0", StandardCharsets.US_ASCII);
        return Unpooled.buffer()
                .writeByte('E')
                .writeInt(fields.readableBytes() + 4)
                .writeBytes(fields);
    }

    private static ByteBuf constant(ByteBuf content) {
        return Unpooled.unreleasableBuffer(content.asReadOnly());
    }
}
