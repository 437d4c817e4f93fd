package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Row;
import io.spanwire.projections.project.BulkStatement;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A builder of the array parameters of {@code unnest} statements: one array a column. */
final class ArrayColumns<T> {
    private final List<T> rows;
    private final List<Object> columns = new ArrayList<>();

    private ArrayColumns(List<T> rows) {
        this.rows = rows;
    }

    static <T> ArrayColumns<T> of(List<T> rows) {
        return new ArrayColumns<>(rows);
    }

    /** Adds a column: an array of this type with each row's value. */
    ArrayColumns<T> with(Class<?> type, Function<T, @Nullable Object> value) {
        Object column = Array.newInstance(sqlType(type), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Array.set(column, i, sqlValue(value.apply(rows.get(i))));
        }
        columns.add(column);
        return this;
    }

    Tuple tuple() {
        return Tuple.wrap(columns);
    }

    /** A columnar statement's rows as one tuple of arrays. */
    static Tuple arraysOf(BulkStatement batch) {
        ArrayColumns<Row> columns = of(batch.rows());
        List<Class<?>> types = batch.statement().columns();
        for (int i = 0; i < types.size(); i++) {
            int column = i;
            columns.with(types.get(i), row -> row.values().get(column));
        }
        return columns.tuple();
    }

    /** Any other statement's rows, one tuple each. */
    static List<Tuple> rowsOf(BulkStatement batch) {
        List<Tuple> tuples = new ArrayList<>(batch.rows().size());
        for (Row row : batch.rows()) {
            Tuple tuple = Tuple.tuple();
            row.values().forEach(value -> tuple.addValue(sqlValue(value)));
            tuples.add(tuple);
        }
        return tuples;
    }

    private static Class<?> sqlType(Class<?> type) {
        return type == Instant.class ? OffsetDateTime.class : type;
    }

    private static @Nullable Object sqlValue(@Nullable Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }
}
