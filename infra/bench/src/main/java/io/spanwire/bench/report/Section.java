package io.spanwire.bench.report;

/** A section of the report. */
public sealed interface Section permits Comparison, Table {}
