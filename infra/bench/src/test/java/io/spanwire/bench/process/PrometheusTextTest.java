package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static final String TEXT =
            """
            # HELP spanwire_lane_batch Commands in one transaction
            # TYPE spanwire_lane_batch summary
            spanwire_lane_batch_count 20
            spanwire_lane_batch_sum 90.0
            spanwire_lane_batch_max 7.0
            spanwire_lane_round_trips_count 20
            spanwire_lane_round_trips_sum 4.2E1
            reads_total{kind="a page",node="1"} 3.0
            reads_total{kind="tail"} 4.5 1700000000000
            """;

    @Test
    void valuesOfAllLabelsAreAdded() {
        assertThat(PrometheusText.sum(TEXT, "reads_total")).isEqualTo(7.5);
    }

    @Test
    void metricIsFoundByItsWholeName() {
        assertThat(PrometheusText.sum(TEXT, "spanwire_lane_batch_count")).isEqualTo(20);
        assertThat(PrometheusText.sum(TEXT, "spanwire_lane_batch")).isZero();
    }

    @Test
    void laneFiguresAreMeansOfTheDifference() {
        LaneFigures figures = LaneFigures.parse(TEXT).since(new LaneFigures(10, 50, 22));

        assertThat(figures.commandsPerBatch()).isEqualTo(4);
        assertThat(figures.roundTripsPerBatch()).isEqualTo(2);
    }
}
