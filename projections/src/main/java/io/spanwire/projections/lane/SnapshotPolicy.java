package io.spanwire.projections.lane;

import io.spanwire.bus.json.Json;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.StreamRow;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a stream's state is stored, so that loading it reads few events.
 *
 * @param every events between two snapshots of a stream: the most that loading it reads
 */
record SnapshotPolicy(int every) {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPolicy.class);

    Optional<StreamRow.Snapshot> due(StreamState<?> state) {
        return state.version() - state.snapshotVersion() < every ? Optional.empty() : take(state);
    }

    /** A state that cannot be written costs its stream the snapshots, not the lane its batch. */
    private static Optional<StreamRow.Snapshot> take(StreamState<?> state) {
        try {
            String json = Json.write(state.state());
            return Optional.of(
                    new StreamRow.Snapshot(state.version(), state.type().stateVersion(), json));
        } catch (IllegalArgumentException notJson) {
            LOG.error("no snapshot type={} version={}", state.type().name(), state.version(), notJson);
            return Optional.empty();
        }
    }
}
