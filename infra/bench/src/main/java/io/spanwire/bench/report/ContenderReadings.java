package io.spanwire.bench.report;

import java.util.List;
import java.util.stream.Stream;

/** A contender and its readings, one a repetition. */
public record ContenderReadings(String name, List<Reading> readings) {

    /** What was read, in the order of {@link Metric}. */
    public List<Metric> metrics() {
        return Stream.of(Metric.values()).filter(this::has).toList();
    }

    public boolean has(Metric metric) {
        return readings.stream().anyMatch(reading -> reading.values().containsKey(metric));
    }

    /** The middle one; of an even number the upper of the two in the middle. */
    public double median(Metric metric) {
        List<Double> sorted = all(metric);
        return sorted.get(sorted.size() / 2);
    }

    /** Ascending. */
    public List<Double> all(Metric metric) {
        return readings.stream()
                .flatMap(reading -> Stream.ofNullable(reading.values().get(metric)))
                .sorted()
                .toList();
    }
}
