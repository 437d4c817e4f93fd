package io.spanwire.projections.journal;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The changes of parked streams and of the commands that wait in them.
 *
 * @param streams newly parked, or still parked with another reason or number of waiting commands
 * @param commands that begin to wait
 * @param decided queue numbers of commands that no longer wait
 * @param unparked streams that are no longer parked
 * @param order the operator's order that causes the changes, and its progress
 */
public record ParkingChanges(
        List<ParkedStream> streams,
        List<ParkedCommand> commands,
        List<Long> decided,
        List<StreamId> unparked,
        Optional<OrderProgress> order) {
    public static final ParkingChanges NONE =
            new ParkingChanges(List.of(), List.of(), List.of(), List.of(), Optional.empty());

    /**
     * A stream that waits for an operator.
     *
     * @param reason why its first waiting command failed
     * @param waiting how many commands wait, that one included
     * @param domainsHash tells the domains it failed with from others
     */
    public record ParkedStream(StreamId stream, int partition, String reason, int waiting, String domainsHash) {
        /** The same stream with another number of waiting commands. */
        public ParkedStream withWaiting(int commands) {
            return new ParkedStream(stream, partition, reason, commands, domainsHash);
        }
    }

    /** A waiting command as it came in the command log. */
    public record ParkedCommand(
            int partition, long offset, StreamId stream, UUID command, Buffer value, OptionalInt replyTo) {}

    /** An operator's order, how many commands it has decided, and whether it is finished. */
    public record OrderProgress(OperatorOrder order, int decided, boolean finished) {}

    /** The number of parked streams and of waiting commands in a partition. */
    public record Count(long streams, long commands) {
        public static final Count NONE = new Count(0, 0);

        public Count plus(Count more) {
            return new Count(streams + more.streams, commands + more.commands);
        }
    }
}
