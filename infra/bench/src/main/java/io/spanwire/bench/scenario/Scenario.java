package io.spanwire.bench.scenario;

import io.spanwire.bench.report.Comparison;
import java.util.List;

/** Something to measure, with what it is compared to. */
public interface Scenario {
    /** As in {@code --only}. */
    String name();

    List<Comparison> play(Stage stage) throws Exception;
}
