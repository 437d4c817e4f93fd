package io.spanwire.bench.scenario;

import io.spanwire.bench.report.Comparison;
import java.util.List;

/** A measurement of the product and its references. */
@FunctionalInterface
public interface Scenario {
    List<Comparison> run(BenchEnvironment bench) throws Exception;
}
