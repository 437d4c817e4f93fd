package io.spanwire.projections.lane;

import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.StreamRow;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loader of streams that are not cached: from a readable snapshot, if there is one, and the events after it. One
 * thread.
 */
final class StreamLoader {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLoader.class);
    private static final int PAGE = 1_000;

    private final Set<String> warned = new HashSet<>();

    /**
     * Loads a stream inside the transaction that locks its partition.
     *
     * @throws io.spanwire.bus.fold.UnreadableHistory when the domain cannot read the stored events
     */
    <S> StreamState<S> load(
            JournalTransaction transaction, StreamId stream, StreamType<S> type, Optional<StreamRow> row) {
        StreamState<S> state = row.flatMap(StreamRow::snapshot)
                .filter(snapshot -> snapshot.stateVersion() == type.stateVersion())
                .flatMap(snapshot -> read(type, snapshot))
                .orElseGet(() -> StreamState.empty(type));
        long version = row.map(StreamRow::version).orElse(0L);
        while (state.version() < version) {
            Map<Long, String> page = transaction.eventsAfter(stream, state.version(), PAGE);
            if (page.isEmpty()) {
                throw new IllegalStateException(
                        "Stream " + stream + " is at " + version + " but ends at " + state.version());
            }
            for (String body : page.values()) {
                state = HistoryDeserializer.next(state, body);
            }
        }
        return state;
    }

    private <S> Optional<StreamState<S>> read(StreamType<S> type, StreamRow.Snapshot snapshot) {
        Optional<StreamState<S>> state = HistoryDeserializer.snapshot(type, snapshot.version(), snapshot.state());
        if (state.isEmpty() && warned.add(type.name())) {
            LOG.warn(
                    "snapshots not readable, replaying events type={} class={}",
                    type.name(),
                    type.stateClass().getName());
        }
        return state;
    }
}
