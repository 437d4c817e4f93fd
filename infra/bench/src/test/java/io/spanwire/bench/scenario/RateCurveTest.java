package io.spanwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static RateCurve curve(int... rates) {
        RateCurve curve = new RateCurve(rates.length);
        for (int second = 0; second < rates.length; second++) {
            for (int i = 0; i < rates[second]; i++) {
                curve.count(second * 1_000_000_000L + i);
            }
        }
        return curve;
    }

    @Test
    void fullSpeedIsNinetyPercentOfTheEndOverThreeSeconds() {
        RateCurve curve = curve(10, 100, 20, 50, 80, 90, 100, 100, 100, 90, 100, 100);

        assertThat(curve.at(1)).isEqualTo(10);
        assertThat(curve.end()).isEqualTo(100);
        assertThat(curve.secondsToFullSpeed()).isEqualTo(4);
    }

    @Test
    void operationsAfterTheEndDoNotCount() {
        RateCurve curve = curve(1, 1);
        curve.count(2_000_000_000L);

        assertThat(curve.end()).isEqualTo(1);
    }
}
