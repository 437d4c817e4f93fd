package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.List;

/** The commands that were handed over to a lane and not taken yet, in the order of their acknowledgement. */
interface CommandInbox {
    /** Adds a command, unless there are too many: the lane reads what is missing from Kafka. Any thread; never blocks. */
    void add(LogRecord.CommandRecord command);

    /** Takes all commands, after waiting up to {@code timeout} for the first. */
    List<LogRecord.CommandRecord> take(Duration timeout);
}
