package io.spanwire.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockJumpDetectorTest {
    private long now = 1_000_000;
    private final ClockJumpDetector watch = new ClockJumpDetector(() -> now);

    @Test
    void aClockThatGoesOnIsNothingToTell() {
        now += 5;
        assertThat(watch.wentBack()).isEmpty();
        now += Duration.ofDays(400).toMillis();
        assertThat(watch.wentBack()).isEmpty();
    }

    @Test
    void aClockThatGoesBackIsToldOnce() {
        now -= 3_001;

        assertThat(watch.wentBack()).contains(Duration.ofMillis(3_001));
        assertThat(watch.wentBack()).isEmpty();
    }

    @Test
    void smallCorrectionsAreNotToldUntilTheyAddUp() {
        now -= 2_000;
        assertThat(watch.wentBack()).isEmpty();
        now -= 2_000;
        assertThat(watch.wentBack()).contains(Duration.ofSeconds(4));
    }

    @Test
    void itIsTheLatestTimeShownThatCounts() {
        now += 10_000;
        assertThat(watch.wentBack()).isEmpty();
        now -= 4_000;
        assertThat(watch.wentBack()).contains(Duration.ofSeconds(4));
    }
}
