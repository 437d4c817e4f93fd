package io.spanwire.projections.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GrowthRateTest {
    private final GrowthRate rate = new GrowthRate();

    @Test
    void isUnknownBeforeTenMinutes() {
        add(Duration.ZERO, 0);
        add(Duration.ofMinutes(9), 900);

        assertThat(rate.perDay()).isEmpty();
    }

    @Test
    void isThatOfTheTimeSinceTheFirstSample() {
        for (int minute = 0; minute <= 60; minute++) {
            add(Duration.ofMinutes(minute), minute * 10);
        }

        assertThat(rate.perDay()).hasValue(14_400);
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        for (int minute = 0; minute <= 24 * 60; minute++) {
            add(Duration.ofMinutes(minute), minute * 1_000);
        }
        for (int minute = 24 * 60; minute <= 50 * 60; minute++) {
            add(Duration.ofMinutes(minute), 24 * 60 * 1_000);
        }

        assertThat(rate.perDay().orElseThrow()).isCloseTo(0, Offset.offset(0.1));
    }

    @Test
    void isNegativeWhenTheSizeShrinks() {
        add(Duration.ZERO, 1_000);
        add(Duration.ofHours(12), 500);

        assertThat(rate.perDay()).hasValue(-1_000);
    }

    private void add(Duration time, double bytes) {
        rate.add(time.toNanos(), bytes);
    }
}
