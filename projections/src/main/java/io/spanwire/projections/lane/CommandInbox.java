package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.Optional;

/** The commands that were handed over to a lane and not taken yet, in the order of their acknowledgement. */
interface CommandInbox {
    /** Adds a command, unless there are too many: the lane reads what is missing from Kafka. Any thread; never blocks. */
    void add(LogRecord.CommandRecord command);

    /** Waits up to {@code timeout} for a command. */
    void await(Duration timeout);

    /** The first command, which stays. */
    Optional<LogRecord.CommandRecord> peek();

    /** Removes the first command. */
    void remove();

    /** Drops all commands. */
    void clear();
}
