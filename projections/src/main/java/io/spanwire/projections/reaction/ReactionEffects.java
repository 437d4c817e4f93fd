package io.spanwire.projections.reaction;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.TimerChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reaction has made of some events so far. One thread. */
final class ReactionEffects {
    final List<Command> commands = new ArrayList<>();
    final List<TimerChange> timers = new ArrayList<>();
    final Map<StreamId, ReactionTables.ParkedRow> parked = new LinkedHashMap<>();

    void add(ReactionPlan.Planned planned) {
        commands.addAll(planned.commands());
        timers.addAll(planned.timers());
    }

    boolean areNone() {
        return commands.isEmpty() && timers.isEmpty() && parked.isEmpty();
    }

    void park(ParkedEvents events, String reason) {
        parked.merge(
                events.stream(),
                new ReactionTables.ParkedRow(events, reason),
                (first, next) -> new ReactionTables.ParkedRow(first.events().with(next.events()), first.reason()));
    }
}
