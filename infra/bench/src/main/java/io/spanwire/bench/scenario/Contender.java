package io.spanwire.bench.scenario;

import io.spanwire.bench.report.Reading;
import java.time.Duration;

/** A participant in a comparison: the product or a reference. */
interface Contender {
    String name();

    /** Measures for about the given time; a measurement with a fixed amount of work (a replay) ignores it. */
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

    /** The body of {@link Contender#measure}. */
    @FunctionalInterface
    interface Measurement {
        Reading measure(Duration time) throws Exception;
    }
}
