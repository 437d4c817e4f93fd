package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameRateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void burstIsTwiceTheRateThenTheRateHolds() {
        FrameRateLimit rate = new FrameRateLimit(10, 0);

        for (int i = 0; i < 19; i++) {
            assertThat(rate.take(0)).isZero();
        }

        assertThat(rate.take(0)).isEqualTo(SECOND / 10);
        assertThat(rate.take(SECOND / 10)).isEqualTo(SECOND / 10);
        assertThat(rate.take(SECOND)).isZero();
    }

    @Test
    void burstIsBoundedAfterALongPause() {
        FrameRateLimit rate = new FrameRateLimit(10, 0);

        long waited = 0;
        for (int i = 0; i < 25; i++) {
            waited += rate.take(1_000 * SECOND);
        }

        assertThat(waited).isPositive();
    }
}
