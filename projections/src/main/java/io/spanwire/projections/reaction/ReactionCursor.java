package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.message.StreamId;
import java.util.HashMap;
import java.util.Map;

/** How far one reaction is in one partition, and what of it waits there. One thread. */
final class ReactionCursor {
    final Reaction reaction;
    final int partition;
    final Map<StreamId, ParkedEvents> parked = new HashMap<>();
    /** The position in the database; after a crash it continues from there. */
    long stored;

    long position;

    ReactionCursor(Reaction reaction, int partition, long position) {
        this.reaction = reaction;
        this.partition = partition;
        this.stored = position;
        this.position = position;
    }

    ReactionTables.Position storedPosition() {
        return new ReactionTables.Position(reaction.name(), partition, stored);
    }
}
