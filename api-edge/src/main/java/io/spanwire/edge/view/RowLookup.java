package io.spanwire.edge.view;

import io.vertx.core.Future;
import java.util.List;

/** The source of answers to access rules that ask a view. A failure other than a bug is a {@code ProblemException}. */
@FunctionalInterface
public interface RowLookup {
    /**
     * Whether each of these queries finds a row, in their order, on one snapshot of the database.
     *
     * @param queries at least one, all of the same view
     */
    Future<List<Boolean>> haveRows(List<BoundView> queries);
}
