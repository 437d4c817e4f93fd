package io.spanwire.projections.decide;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A command with its outcome and its changes: events, the stream {@code after} them, empty without any, and changes of
 * timers.
 */
public record DecidedCommand(
        Command command,
        Outcome outcome,
        List<NewEvent> events,
        Optional<StreamState<?>> after,
        List<TimerChange> timers) {
    public DecidedCommand {
        events = List.copyOf(events);
        timers = List.copyOf(timers);
    }

    /** Without a change of timers. */
    public DecidedCommand(Command command, Outcome outcome, List<NewEvent> events, Optional<StreamState<?>> after) {
        this(command, outcome, events, after, List.of());
    }

    /** Whether an event makes personal data of earlier ones unreadable. */
    public boolean forgets() {
        return events.stream().anyMatch(event -> !event.forgets().isEmpty());
    }
}
