package io.spanwire.projections.project;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import java.util.ArrayList;
import java.util.List;

/** One statement with the rows it runs for, all in one go. */
public record StatementBatch(Statement statement, List<Row> rows) {
    StatementBatch(Statement statement) {
        this(statement, new ArrayList<>());
    }
}
