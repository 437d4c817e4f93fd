package io.spanwire.bench.report;

import java.util.List;

/** The product beside its references, all measured in the same run. */
public record Comparison(String title, ContenderReadings product, List<ContenderReadings> references) {}
