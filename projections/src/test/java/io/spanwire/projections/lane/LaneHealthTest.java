package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.projections.relay.HistoryMismatch;
import org.junit.jupiter.api.Test;

class LaneHealthTest {
    private final LaneHealth health = new LaneHealth();
    private final RuntimeException mismatch = HistoryMismatch.eventsMissing(0, 5, 4);

    @Test
    void thirdMismatchInARowIsCertainOnceAndFailsTheStart() {
        assertThat(health.stepFailed(mismatch)).isFalse();
        assertThat(health.stepFailed(mismatch)).isFalse();
        assertThat(health.isStartDone()).isFalse();
        assertThat(health.stepFailed(mismatch)).isTrue();
        assertThat(health.started().toCompletableFuture()).isCompletedExceptionally();
        assertThat(health.stepFailed(mismatch)).isFalse();
    }

    @Test
    void otherFailureOrSuccessResetsTheCount() {
        health.stepFailed(mismatch);
        health.stepFailed(mismatch);
        health.stepFailed(new IllegalStateException("another"));
        assertThat(health.stepFailed(mismatch)).isFalse();
        health.stepFailed(mismatch);
        health.stepSucceeded();
        assertThat(health.stepFailed(mismatch)).isFalse();
    }

    @Test
    void laneIsFailingUntilAStepSucceeds() {
        health.stepFailed(new IllegalStateException("any"));
        assertThat(health.isFailing()).isTrue();

        health.stepSucceeded();

        assertThat(health.isFailing()).isFalse();
    }
}
