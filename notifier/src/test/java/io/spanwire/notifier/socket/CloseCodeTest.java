package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.notifier.socket.CloseCode.Advice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTest {
    @ParameterizedTest
    @EnumSource
    void rangeDeterminesTheAdvice(CloseCode code) {
        if (code.code() >= 4000) {
            assertThat(code.advice()).isEqualTo(code.code() < 4100 ? Advice.STAY_AWAY : Advice.BACK_OFF);
        }
        assertThat(code.reason(3600).length()).isLessThanOrEqualTo(123);
    }

    @Test
    void codesAndNamesAreUnique() {
        assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::code)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::text)).doesNotHaveDuplicates();
    }

    @Test
    void onlyShutdownHasASpread() {
        assertThat(CloseCode.GOING_AWAY.reason(5)).isEqualTo("going-away spread=5");
        assertThat(CloseCode.BAD_FRAME.reason(5)).isEqualTo("bad-frame");
    }
}
