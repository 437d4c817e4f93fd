package io.spanwire.projections.decide;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import java.util.List;
import java.util.Optional;

/** A command with its outcome and its changes: events, and the stream {@code after} them, empty without any. */
public record DecidedCommand(Command command, Outcome outcome, List<NewEvent> events, Optional<StreamState<?>> after) {
    public DecidedCommand {
        events = List.copyOf(events);
    }

    /** Whether an event makes personal data of earlier ones unreadable. */
    public boolean forgets() {
        return events.stream().anyMatch(event -> !event.forgets().isEmpty());
    }
}
