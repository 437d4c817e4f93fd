package io.spanwire.bench.report;

import java.util.List;
import java.util.Locale;

/** Formats the report as text: a block for each section; in a comparison, a line for each metric and reference. */
public final class ReportTable {
    private ReportTable() {}

    public static String header(Machine machine, List<String> conditions) {
        StringBuilder text = new StringBuilder(machine.description()).append('\n');
        conditions.forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }

    public static String block(Section section) {
        return section instanceof Table table ? block(table) : block((Comparison) section);
    }

    private static String block(Table table) {
        StringBuilder text = new StringBuilder(table.title()).append('\n').append(line("", table.columns()));
        table.rows()
                .forEach(row -> text.append(line(
                        row.title(),
                        row.values().stream().map(ReportTable::figure).toList())));
        return text.toString();
    }

    private static String line(String title, List<String> cells) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "  %-32s", title));
        cells.forEach(cell -> text.append(String.format(Locale.ROOT, " %11s", cell)));
        return text.toString().stripTrailing() + "\n";
    }

    /** Fewer decimals for larger values. */
    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(
                Locale.ROOT, value < 1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String block(Comparison comparison) {
        StringBuilder text = new StringBuilder(comparison.title()).append('\n');
        text.append(row("", comparison.product().name(), "reference", "ratio", ""));
        comparison.product().metrics().forEach(metric -> text.append(rows(comparison, metric)));
        return text.toString();
    }

    private static String rows(Comparison comparison, Metric metric) {
        double value = comparison.product().median(metric);
        List<ContenderReadings> references = comparison.references().stream()
                .filter(each -> each.has(metric))
                .toList();
        if (references.isEmpty()) {
            return row(metric.title(), metric.format(value), "", "", "");
        }
        StringBuilder text = new StringBuilder();
        for (ContenderReadings reference : references) {
            boolean first = text.length() == 0;
            double referenceValue = reference.median(metric);
            text.append(row(
                    first ? metric.title() : "",
                    first ? metric.format(value) : "",
                    metric.format(referenceValue),
                    String.format(Locale.ROOT, "%.3f", value / referenceValue),
                    reference.name()));
        }
        return text.toString();
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, "  %-42s %14s   %14s %9s  %s%n", columns)
                .replaceAll(" +(?=\\R)", "");
    }
}
