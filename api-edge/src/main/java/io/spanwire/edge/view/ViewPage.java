package io.spanwire.edge.view;

import java.util.Optional;

/**
 * A page of rows.
 *
 * @param stream where the view's stream stood when the rows were read, if it is bound to one
 * @param rows a JSON array; empty when the asker knew this version already
 * @param next what opens the next page, as JSON; {@code null} when this is the last one
 * @param count how many rows
 */
public record ViewPage(Optional<StreamVersion> stream, Optional<String> rows, String next, int count) {
    /** The asker has these rows. */
    static ViewPage unchanged(StreamVersion version) {
        return new ViewPage(Optional.of(version), Optional.empty(), "null", 0);
    }
}
