package io.spanwire.bus.domain;

import java.util.List;

/**
 * A statement that a projection runs with rows of parameters. In row form {@code $n} is the n-th value of one row. In
 * column form {@code $n} is an array of the n-th values of many rows, for {@code select … from unnest($1::text[], …)}:
 * one execution per batch, the fastest form for inserts.
 *
 * @param columns the type of each column in column form, else empty; see {@link Row} for the types
 */
public record Statement(Sql sql, List<Class<?>> columns) {
    public Statement {
        columns = List.copyOf(columns);
    }

    /** Row form: always correct, and required where a row may change what an earlier one wrote. */
    public static Statement rows(Class<?> anchor, String resource) {
        return new Statement(Sql.beside(anchor, resource), List.of());
    }

    /** Column form: rows of one batch must not depend on each other. */
    public static Statement columns(Class<?> anchor, String resource, Class<?>... types) {
        if (types.length == 0) {
            throw new IllegalArgumentException("Column form names the type of each column");
        }
        return new Statement(Sql.beside(anchor, resource), List.of(types));
    }

    public boolean isColumnar() {
        return !columns.isEmpty();
    }
}
