package io.spanwire.projections.lane;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkingChanges;
import java.util.Map;
import java.util.Optional;

/**
 * Which streams a transaction finds parked or parks itself, and what it changes about them.
 *
 * <h2>Order is kept</h2>
 *
 * A command whose events cannot be projected gets no outcome: it waits, and so does every later command of its stream. They
 * wait in the database, in the order of the command log, written in the transaction that moves the partition's next offset
 * behind them. An operator's order has them decided in that order, by the lane that decides the stream anyway; so a stream
 * that was parked has the history it would have had, only later. Other streams do not notice.
 */
sealed interface BatchParking permits IncomingBatchParking, RetryBatchParking {
    /** Whether commands of this stream have to wait. */
    boolean holds(StreamId stream);

    /** What is to be said of this command instead of deciding it, if anything. */
    Optional<Problem> verdict(LogRecord.CommandRecord request);

    /** This command failed for good: its stream is parked, and it is the first to wait. */
    void park(LogRecord.CommandRecord request, String reason);

    /** This command waits behind others. */
    void behind(LogRecord.CommandRecord request);

    /** Whether the transaction does all that its part of the command log asks for; else the same part comes again. */
    boolean finished();

    /** What is to be written. */
    ParkingChanges changes();

    /** Says in the log what was done, once it is committed. */
    void told();

    /** How many streams and commands more are parked after it, by partition; less is below 0. */
    Map<Integer, ParkingChanges.Count> difference();
}
