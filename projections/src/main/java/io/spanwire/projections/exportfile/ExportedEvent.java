package io.spanwire.projections.exportfile;

import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.NewEvent;

/** An event of a file, readable by the domains, with the number of its line. */
public record ExportedEvent(long line, NewEvent event) {
    public StreamId stream() {
        return event.recorded().stream();
    }

    public long version() {
        return event.recorded().version();
    }

    /** The text as it is stored and exported, byte for byte; of an event with personal data, with these redacted. */
    public String body() {
        return event.body();
    }
}
