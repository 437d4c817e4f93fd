package io.spanwire.bench.report;

import java.util.EnumMap;
import java.util.Map;

/** The values from one measurement of one contender. */
public record Reading(Map<Metric, Double> values) {

    public static Reading of(Metric metric, double value) {
        return new Reading(Map.of(metric, value));
    }

    public Reading and(Metric metric, double value) {
        Map<Metric, Double> all = new EnumMap<>(values);
        all.put(metric, value);
        return new Reading(all);
    }
}
