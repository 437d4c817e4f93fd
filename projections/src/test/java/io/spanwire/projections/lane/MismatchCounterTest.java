package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.projections.relay.HistoryMismatch;
import org.junit.jupiter.api.Test;

class MismatchCounterTest {
    private final MismatchCounter doubt = new MismatchCounter();
    private final RuntimeException wrong = HistoryMismatch.eventsMissing(0, 5, 4);

    @Test
    void theThirdTimeInARowEndsItOnce() {
        assertThat(doubt.ends(wrong)).isFalse();
        assertThat(doubt.ends(wrong)).isFalse();
        assertThat(doubt.ends(wrong)).isTrue();
        assertThat(doubt.ends(wrong)).isFalse();
    }

    @Test
    void otherTroubleOrSuccessBetweenThemBeginsAnew() {
        doubt.ends(wrong);
        doubt.ends(wrong);
        doubt.ends(new IllegalStateException("another"));
        assertThat(doubt.ends(wrong)).isFalse();
        doubt.ends(wrong);
        doubt.reset();
        assertThat(doubt.ends(wrong)).isFalse();
    }
}
