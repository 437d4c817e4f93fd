package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreferHeaderTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    @Test
    void noPreferenceIsApplied() {
        assertThat(PreferHeader.parse(null, MAX_WAIT).maxWait()).isEmpty();
        assertThat(PreferHeader.parse("return=minimal", MAX_WAIT).applied()).isEmpty();
    }

    @Test
    void waitOverridesRespondAsync() {
        assertThat(PreferHeader.parse("respond-async", MAX_WAIT).maxWait()).contains(Duration.ZERO);
        assertThat(PreferHeader.parse("respond-async, wait=3", MAX_WAIT).maxWait())
                .contains(Duration.ofSeconds(3));
        assertThat(PreferHeader.parse("wait=3, respond-async", MAX_WAIT).maxWait())
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void waitIsReducedToTheMaximum() {
        PreferHeader prefer = PreferHeader.parse("Wait=3600", MAX_WAIT);

        assertThat(prefer.maxWait()).contains(MAX_WAIT);
        assertThat(prefer.applied()).isEqualTo("wait=30");
    }

    @Test
    void waitMustBeANumber() {
        assertThatThrownBy(() -> PreferHeader.parse("wait=soon", MAX_WAIT)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> PreferHeader.parse("wait=-1", MAX_WAIT)).isInstanceOf(ProblemException.class);
    }
}
