package io.spanwire.edge.view;

import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import java.util.function.Predicate;

/** Where views are answered from. A failure other than a bug is a {@code ProblemException}. */
public interface ViewStore {
    /** Where a stream stands, 0 when it has no events. */
    Future<Long> version(StreamId stream);

    /**
     * Answers a question from one snapshot of the database.
     *
     * @param known of a bound view: whether the asker has this version already and needs no rows
     */
    Future<ViewPage> ask(BoundView question, Predicate<StreamVersion> known);
}
