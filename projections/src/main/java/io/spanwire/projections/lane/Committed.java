package io.spanwire.projections.lane;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.Changes.Appended;
import io.spanwire.projections.journal.Progress;
import java.util.List;
import java.util.Map;

/** What a transaction made durable. */
record Committed(
        List<Appended> events,
        List<Reply> replies,
        Map<StreamId, StreamState<?>> states,
        Map<Integer, Progress> progress) {

    /** An outcome, and the partition of {@code spanwire.outcomes} where it is awaited. */
    record Reply(Outcome outcome, int partition) {}
}
