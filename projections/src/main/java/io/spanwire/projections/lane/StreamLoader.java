package io.spanwire.projections.lane;

import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.HistoryDeserializer;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.StreamRow;
import java.util.Map;
import java.util.Optional;

/** Brings a stream that is not in memory back: its snapshot, if it has one we can read, and the events behind it. */
final class StreamLoader {
    private static final int PAGE = 1_000;

    private final JournalTransaction transaction;

    StreamLoader(JournalTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Loads a stream inside the transaction that holds its partition.
     *
     * @throws io.spanwire.projections.decide.UnreadableHistory when the domain cannot read what is stored
     */
    <S> StreamState<S> load(StreamId stream, StreamType<S> type, Optional<StreamRow> row) {
        StreamState<S> state = row.flatMap(StreamRow::snapshot)
                .filter(snapshot -> snapshot.stateVersion() == type.stateVersion())
                .map(snapshot -> HistoryDeserializer.snapshot(type, snapshot.version(), snapshot.state()))
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
}
