package io.spanwire.bench.report;

import java.util.List;

/** Figures in rows and columns. */
public record Table(String title, List<String> columns, List<Row> rows) implements Section {

    /** The values of a row; NaN where there is none. */
    public record Row(String title, List<Double> values) {}
}
