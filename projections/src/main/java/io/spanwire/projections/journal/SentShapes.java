package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import io.spanwire.projections.project.StatementBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which statements of projections have been sent with values of which types.
 *
 * <h2>Why that matters</h2>
 *
 * A row with a value of a type that its statement does not take is refused by the client: it is never sent, so PostgreSQL
 * does not know of it, and a {@code commit} sent in the same wave would commit everything else. Therefore a commit leaves
 * together with its statements only if each of them was sent with such values before; the first time, it leaves after them.
 */
final class SentShapes {
    private static final int MOST = 10_000;

    private final Set<Shape> proven = new HashSet<>();

    /** A statement and the types of one row's values; none in column form, where the statement says the types. */
    private record Shape(Statement statement, List<Class<?>> types) {}

    boolean containAll(List<StatementBatch> stages) {
        return proven.containsAll(shapes(stages));
    }

    void add(List<StatementBatch> stages) {
        if (proven.size() < MOST) {
            proven.addAll(shapes(stages));
        }
    }

    private static Set<Shape> shapes(List<StatementBatch> stages) {
        Set<Shape> shapes = new HashSet<>();
        for (StatementBatch stage : stages) {
            if (stage.statement().isColumnar()) {
                shapes.add(new Shape(stage.statement(), List.of()));
            } else {
                stage.rows().forEach(row -> shapes.add(new Shape(stage.statement(), types(row))));
            }
        }
        return shapes;
    }

    private static List<Class<?>> types(Row row) {
        List<Class<?>> types = new ArrayList<>(row.values().size());
        row.values().forEach(value -> types.add(value == null ? Void.class : value.getClass()));
        return types;
    }
}
