package io.spanwire.bench.scenario;

import io.spanwire.bench.report.Section;
import java.util.List;

/** A measurement of the product and its references. */
@FunctionalInterface
public interface Scenario {
    List<Section> run(BenchEnvironment bench) throws Exception;
}
