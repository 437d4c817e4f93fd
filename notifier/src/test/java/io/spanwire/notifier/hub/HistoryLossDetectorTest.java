package io.spanwire.notifier.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryLossDetectorTest {
    private final HistoryLossDetector loss = new HistoryLossDetector();

    @Test
    void headBelowAKnownPositionIsALoss() {
        loss.compare(Map.of(0, 7L, 1, 3L), Map.of(0, 5L, 1, 4L));

        assertThat(loss.missing()).isEqualTo(2);
    }

    @Test
    void missingHistoryIsALoss() {
        loss.compare(Map.of(0, 7L), Map.of());

        assertThat(loss.missing()).isEqualTo(7);
    }

    @Test
    void growingHistoryIsNoLoss() {
        loss.compare(Map.of(), Map.of(0, 5L));
        loss.compare(Map.of(0, 5L), Map.of(0, 5L));
        loss.compare(Map.of(0, 5L), Map.of(0, 9L));

        assertThat(loss.missing()).isZero();
    }

    @Test
    void restoredHistoryIsComplete() {
        loss.compare(Map.of(0, 7L), Map.of(0, 5L));

        loss.compare(Map.of(0, 7L), Map.of(0, 7L));

        assertThat(loss.missing()).isZero();
    }
}
