package io.spanwire.projections.project;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import java.util.ArrayList;
import java.util.List;

/** One statement and the rows it is executed with, all at once. */
public record BulkStatement(Statement statement, List<Row> rows) {
    BulkStatement(Statement statement) {
        this(statement, new ArrayList<>());
    }
}
