package io.spanwire.edge.state;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What folding reads. Futures fail with the problem unavailable when the database does not answer in time. */
public interface StateStore {
    /**
     * Finds the version that the query asks for.
     *
     * @throws ProblemException in the future: beyond-head, when the stream has fewer versions
     */
    Future<PastVersion> find(StreamId stream, StateQuery query);

    /** The stored snapshot, if it is of this state version and not newer than the wanted version. */
    Future<Optional<StoredSnapshot>> snapshot(StreamId stream, int stateVersion, long wanted);

    /** A page of the texts of the events after one version, up to another; at least one if there are any. */
    Future<List<String>> events(StreamId stream, long after, long to);
}
