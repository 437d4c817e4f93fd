package io.spanwire.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockJumpDetectorTest {
    private long now = 1_000_000;
    private final ClockJumpDetector detector = new ClockJumpDetector(() -> now);

    @Test
    void forwardJumpIsNotReported() {
        now += 5;
        assertThat(detector.jumpBack()).isEmpty();
        now += Duration.ofDays(400).toMillis();
        assertThat(detector.jumpBack()).isEmpty();
    }

    @Test
    void backwardJumpIsReportedOnce() {
        now -= 3_001;

        assertThat(detector.jumpBack()).contains(Duration.ofMillis(3_001));
        assertThat(detector.jumpBack()).isEmpty();
    }

    @Test
    void smallCorrectionsAreReportedOnlyWhenTheyAddUp() {
        now -= 2_000;
        assertThat(detector.jumpBack()).isEmpty();
        now -= 2_000;
        assertThat(detector.jumpBack()).contains(Duration.ofSeconds(4));
    }

    @Test
    void jumpIsMeasuredFromTheLatestTime() {
        now += 10_000;
        assertThat(detector.jumpBack()).isEmpty();
        now -= 4_000;
        assertThat(detector.jumpBack()).contains(Duration.ofSeconds(4));
    }
}
