package io.spanwire.bench.report;

import java.util.List;

/** The readings of the product and of its references, measured in the same run. */
public record Comparison(String title, ContenderReadings product, List<ContenderReadings> references)
        implements Section {

    /** The first contender is the product. */
    public static Comparison of(String title, List<ContenderReadings> measured) {
        return new Comparison(title, measured.get(0), measured.subList(1, measured.size()));
    }
}
