package io.spanwire.bench.report;

import java.util.List;
import java.util.stream.Stream;

/** The readings of one contender, one per repetition. */
public record ContenderReadings(String name, List<Reading> readings) {

    /** The measured metrics, in the order of {@link Metric}. */
    public List<Metric> metrics() {
        return Stream.of(Metric.values()).filter(this::has).toList();
    }

    /** The same readings under another name. */
    public ContenderReadings named(String other) {
        return new ContenderReadings(other, readings);
    }

    public boolean has(Metric metric) {
        return readings.stream().anyMatch(reading -> reading.values().containsKey(metric));
    }

    /** The median; of an even number of values, the upper of the two in the middle. */
    public double median(Metric metric) {
        List<Double> sorted = sorted(metric);
        return sorted.get(sorted.size() / 2);
    }

    private List<Double> sorted(Metric metric) {
        return readings.stream()
                .flatMap(reading -> Stream.ofNullable(reading.values().get(metric)))
                .sorted()
                .toList();
    }
}
