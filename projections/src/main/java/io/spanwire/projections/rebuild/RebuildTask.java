package io.spanwire.projections.rebuild;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be done with a projection's tables.
 *
 * @param version of the projection whose statements fill them
 * @param run identifies one start from the beginning; empty before
 */
record RebuildTask(String projection, Kind kind, int version, List<String> tables, State state, Optional<UUID> run) {
    RebuildTask {
        tables = List.copyOf(tables);
    }

    /** What a task ends with. */
    enum Kind {
        /** Empty tables, filled from all events, replace those in use. */
        REBUILD,
        /** The tables that were replaced, filled from the events since, replace those in use. */
        UNDO,
        /** Empty tables, filled from all events, are compared with those in use. */
        VERIFY
    }

    /** The states of a task that something is to be done for. */
    enum State {
        REQUESTED,
        FILLING,
        /** Its tables are still to be dropped. */
        CANCELLED
    }

    RebuildTask started(UUID newRun) {
        return new RebuildTask(projection, kind, version, tables, State.FILLING, Optional.of(newRun));
    }
}
