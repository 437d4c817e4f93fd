package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreferHeaderTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void nothingPreferredIsNothingApplied() {
        assertThat(PreferHeader.parse(null, LONGEST).patience()).isEmpty();
        assertThat(PreferHeader.parse("return=minimal", LONGEST).applied()).isEmpty();
    }

    @Test
    void respondAsyncDoesNotWaitUnlessToldHowLong() {
        assertThat(PreferHeader.parse("respond-async", LONGEST).patience()).contains(Duration.ZERO);
        assertThat(PreferHeader.parse("respond-async, wait=3", LONGEST).patience())
                .contains(Duration.ofSeconds(3));
        assertThat(PreferHeader.parse("wait=3, respond-async", LONGEST).patience())
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void waitIsCutToTheLongestAndSaysSo() {
        PreferHeader prefer = PreferHeader.parse("Wait=3600", LONGEST);

        assertThat(prefer.patience()).contains(LONGEST);
        assertThat(prefer.applied()).isEqualTo("wait=30");
    }

    @Test
    void waitThatIsNoNumberIsMalformed() {
        assertThatThrownBy(() -> PreferHeader.parse("wait=soon", LONGEST)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> PreferHeader.parse("wait=-1", LONGEST)).isInstanceOf(ProblemException.class);
    }
}
