package io.spanwire.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    private static ContenderReadings measured(String name, double... values) {
        return new ContenderReadings(
                name,
                Arrays.stream(values)
                        .mapToObj(value -> Reading.of(Metric.EVENTS_PER_SECOND, value))
                        .toList());
    }

    @Test
    void showsMedianAndEveryReference() {
        Comparison comparison = new Comparison(
                "Replay",
                measured("Spanwire", 900, 1, 1000),
                List.of(measured("select", 2000), measured("copy", 4000)));

        String text = ReportTable.block(comparison);

        assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "Replay",
                        "Spanwire reference ratio",
                        "events per second 900 2,000 0.450 select",
                        "4,000 0.225 copy");
    }

    @Test
    void metricWithoutReferenceHasNoRatio() {
        Comparison comparison = new Comparison("Alone", measured("Spanwire", 5), List.of());

        assertThat(ReportTable.block(comparison)).contains("events per second").contains(" 5\n");
    }

    @Test
    void tableShowsRowsAndColumnsAndLeavesMissingValuesEmpty() {
        Table table = new Table(
                "Cost",
                List.of("ms", "%"),
                List.of(
                        new Table.Row("broker", List.of(0.1234, 25.0)),
                        new Table.Row("batch", List.of(1234.0, Double.NaN))));

        assertThat(ReportTable.block(table).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly("Cost", "ms %", "broker 0.123 25.0", "batch 1,234");
    }
}
