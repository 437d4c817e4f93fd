package io.spanwire.edge.view;

import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.StreamId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view with its parameters filled in.
 *
 * @param values of the view's parameters, in their order; null where an optional one was left out
 * @param page where the page before ended; null for the first page
 * @param limit the most rows wanted
 * @param stream the stream the view shows, if it is bound to one
 */
public record BoundView(
        View view, List<@Nullable Object> values, @Nullable Object page, int limit, Optional<StreamId> stream) {
    public BoundView {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
