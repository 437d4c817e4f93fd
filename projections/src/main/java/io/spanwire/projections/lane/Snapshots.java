package io.spanwire.projections.lane;

import io.spanwire.bus.json.Json;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.StreamRow;
import java.util.Optional;

/**
 * When a stream's state is stored, so that loading it reads few events.
 *
 * @param every events between two snapshots of a stream: the most that loading it reads
 */
record Snapshots(int every) {
    Optional<StreamRow.Snapshot> due(StreamState<?> state) {
        return state.version() - state.snapshotVersion() < every
                ? Optional.empty()
                : Optional.of(new StreamRow.Snapshot(
                        state.version(), state.type().stateVersion(), Json.write(state.state())));
    }
}
