package io.spanwire.bench.report;

import java.util.List;

/** The readings of the product and of its references, measured in the same run. */
public record Comparison(String title, ContenderReadings product, List<ContenderReadings> references) {}
