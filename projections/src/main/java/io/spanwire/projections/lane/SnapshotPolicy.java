package io.spanwire.projections.lane;

import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.json.Json;
import io.spanwire.projections.journal.StreamRow;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule when a stream's state is stored, so that loading it reads few events.
 *
 * @param every events between two snapshots of a stream
 */
record SnapshotPolicy(int every) {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPolicy.class);

    /**
     * The snapshot to store now, if any. A state that cannot be serialized has none; its batch is committed all the
     * same.
     */
    Optional<StreamRow.Snapshot> due(StreamState<?> state) {
        return state.version() - state.snapshotVersion() < every ? Optional.empty() : now(state);
    }

    /** The snapshot of a state, whenever the last one was stored; empty if the state cannot be serialized. */
    Optional<StreamRow.Snapshot> now(StreamState<?> state) {
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
