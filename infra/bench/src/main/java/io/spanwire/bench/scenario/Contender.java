package io.spanwire.bench.scenario;

import io.spanwire.bench.report.Reading;
import java.time.Duration;

/** What takes part in a comparison: the product or a reference. */
interface Contender {
    String name();

    /** Works for about that long; things that have an end of their own (a replay) take the time they need. */
    Reading measure(Duration time) throws Exception;

    static Contender of(String name, Measurement measurement) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Reading measure(Duration time) throws Exception {
                return measurement.measure(time);
            }
        };
    }

    /** {@link Contender#measure} alone. */
    @FunctionalInterface
    interface Measurement {
        Reading measure(Duration time) throws Exception;
    }
}
