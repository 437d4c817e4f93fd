package io.spanwire.bench.report;

import java.util.List;

/** Everything one run found. {@code conditions}: sentences without which the figures mislead. */
public record Report(Machine machine, List<String> conditions, List<Comparison> comparisons) {}
