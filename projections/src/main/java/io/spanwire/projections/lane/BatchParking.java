package io.spanwire.projections.lane;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkingChanges;
import java.util.Map;
import java.util.Optional;

/**
 * The parked streams of a transaction: those it found parked, those it parks, and its changes to them.
 *
 * <h2>Order is preserved</h2>
 *
 * A command whose events cannot be projected gets no outcome: it waits, and so does every later command of its stream.
 * They wait in the database, in the order of the command log, written in the transaction that moves the partition's
 * next offset past them. An operator's order has them decided in that order, by the lane that owns the partition; so a
 * parked stream gets the same history, only later. Other streams are not affected.
 */
sealed interface BatchParking permits IncomingBatchParking, RetryBatchParking, ClosingBatchParking {
    /** Whether commands of this stream must wait. */
    boolean mustWait(StreamId stream);

    /** Whether this command waits in a parked stream already. */
    boolean isWaiting(Command command);

    /** The problem to reject this command with instead of deciding it, if any. */
    Optional<Problem> rejection(LogRecord.CommandRecord record);

    /** Parks the stream of a command that failed permanently; the command is the first to wait. */
    void park(LogRecord.CommandRecord record, String reason);

    /** Lets a command wait behind others. */
    void enqueue(LogRecord.CommandRecord record);

    /** Whether the batch is done after the transaction; if not, it must be run again. */
    boolean isFinished();

    /** The changes to write. */
    ParkingChanges changes();

    /** Logs the changes once they are committed. */
    void logCommitted();

    /** The change of the number of parked streams and waiting commands, by partition; a decrease is negative. */
    Map<Integer, ParkingChanges.Count> countDifference();
}
