package io.spanwire.bench.scenario;

import io.spanwire.bench.report.Comparison;
import java.util.List;

/** Something to measure on a {@link BenchStage}, with what it is compared to. */
@FunctionalInterface
public interface Scenario {
    List<Comparison> play(BenchStage stage) throws Exception;
}
