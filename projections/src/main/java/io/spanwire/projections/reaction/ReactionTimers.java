package io.spanwire.projections.reaction;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.decide.TimerChange;
import io.spanwire.projections.journal.SubjectKeys;
import io.spanwire.projections.journal.TimerRow;
import io.spanwire.projections.journal.TimerSealer;
import java.util.List;

/** The timers that reactions set. One thread. */
final class ReactionTimers {
    private final Partitioning partitioning;
    private final NextTimer next;
    private final TimerSealer sealer = new TimerSealer();

    ReactionTimers(Partitioning partitioning, NextTimer next) {
        this.partitioning = partitioning;
        this.next = next;
    }

    /** The rows to write, sealed where they have personal data. */
    List<TimerRow> rows(ReactionTables tables, List<TimerChange> timers) {
        return sealer.seal(
                timers,
                change -> partitioning.of(change.stream()),
                subjects -> SubjectKeys.of(tables.connection(), subjects));
    }

    /** Takes note of rows that were written. */
    void written(List<TimerRow> timers) {
        timers.forEach(row -> row.pending().ifPresent(pending -> next.isAt(pending.due())));
    }
}
