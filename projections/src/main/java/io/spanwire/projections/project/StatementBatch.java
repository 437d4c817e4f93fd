package io.spanwire.projections.project;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import java.util.ArrayList;
import java.util.List;

/** One statement and the rows it is executed with, all at once. */
public record StatementBatch(Statement statement, List<Row> rows) {
    StatementBatch(Statement statement) {
        this(statement, new ArrayList<>());
    }
}
