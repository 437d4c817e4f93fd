package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import io.spanwire.projections.project.BulkStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The projections' statements that were sent before, with the types of their values.
 *
 * <h2>Why a commit waits for a new shape</h2>
 *
 * The client refuses a row with a value of a type that its statement does not take. Such a row is never sent, so
 * PostgreSQL does not fail, and a {@code commit} in the same round trip would commit everything else. Therefore a
 * commit is sent together with its statements only if each of them was sent with values of the same types before; the
 * first time, it is sent after them.
 */
final class SentShapes {
    private static final int MAX_SHAPES = 10_000;

    private final Set<Shape> sent = new HashSet<>();

    /** A statement and the types of one row's values; a columnar statement declares its types itself. */
    private record Shape(Statement statement, List<Class<?>> types) {}

    boolean containAll(List<BulkStatement> batches) {
        return sent.containsAll(shapes(batches));
    }

    void add(List<BulkStatement> batches) {
        if (sent.size() < MAX_SHAPES) {
            sent.addAll(shapes(batches));
        }
    }

    private static Set<Shape> shapes(List<BulkStatement> batches) {
        Set<Shape> shapes = new HashSet<>();
        for (BulkStatement batch : batches) {
            if (batch.statement().isColumnar()) {
                shapes.add(new Shape(batch.statement(), List.of()));
            } else {
                batch.rows().forEach(row -> shapes.add(new Shape(batch.statement(), types(row))));
            }
        }
        return shapes;
    }

    private static List<Class<?>> types(Row row) {
        return row.values().stream()
                .<Class<?>>map(value -> value == null ? Void.class : value.getClass())
                .toList();
    }
}
