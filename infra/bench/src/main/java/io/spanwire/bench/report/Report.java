package io.spanwire.bench.report;

import java.util.List;

/** The result of one run. {@code conditions}: how it was measured, which a reader needs to interpret the figures. */
public record Report(Machine machine, List<String> conditions, List<Section> sections) {}
