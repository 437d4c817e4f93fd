package io.spanwire.edge.view;

import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.StreamId;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a view with parameter values.
 *
 * @param values of the view's parameters, in their order; null for an omitted optional one
 * @param page the key at which the previous page ended; null for the first page
 * @param limit the maximum number of rows
 * @param stream the stream that the view is bound to
 */
public record BoundView(
        View view, List<@Nullable Object> values, @Nullable Object page, int limit, Optional<StreamId> stream) {
    public BoundView {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** The parameters of the statement. One row beyond the limit shows whether there is a next page. */
    public Tuple tuple() {
        List<@Nullable Object> parameters = new ArrayList<>();
        values.forEach(value -> parameters.add(sqlValue(value)));
        parameters.add(sqlValue(page));
        parameters.add(limit + 1);
        return Tuple.tuple(parameters);
    }

    private static @Nullable Object sqlValue(@Nullable Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }
}
