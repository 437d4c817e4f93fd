package io.spanwire.edge.view;

import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import java.util.function.Predicate;

/** The source of views' rows. A failure other than a bug is a {@code ProblemException}. */
public interface ViewStore {
    /** The version of a stream, 0 without events. */
    Future<Long> version(StreamId stream);

    /**
     * Runs a query on one snapshot of the database.
     *
     * @param isKnown whether the client has the rows of this snapshot already
     */
    Future<ViewPage> query(BoundView query, Predicate<ViewSnapshot> isKnown);
}
