package io.spanwire.projections.exportfile;

import io.spanwire.bus.message.StreamId;
import java.util.List;

/**
 * A decided command of a file: its events, which may be none, and its outcome.
 *
 * @param line the number of the outcome's line
 */
public record ExportedCommand(long line, List<ExportedEvent> events, ExportedOutcome outcome) {
    public ExportedCommand {
        events = List.copyOf(events);
    }

    public StreamId stream() {
        return outcome.outcome().stream();
    }

    /** The number of its first line. */
    public long firstLine() {
        return events.isEmpty() ? line : events.get(0).line();
    }
}
