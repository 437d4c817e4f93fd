package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TransferMeterTest {
    @Test
    void partSpeedAndTimeLeftAreShown() {
        assertThat(TransferMeter.text(84_000, OptionalDouble.of(0.42), 3))
                .isEqualTo(" 42 %  84,000 events  28,000/s  4 s left");
    }

    @Test
    void unknownSizeShowsNeitherPartNorTime() {
        assertThat(TransferMeter.text(1_500, OptionalDouble.empty(), 0.5)).isEqualTo("1,500 events  3,000/s");
    }

    @Test
    void fileThatGrowsWhileItIsReadIsNoMoreThanWhole() {
        assertThat(TransferMeter.text(10, OptionalDouble.of(1.5), 1)).isEqualTo("100 %  10 events  10/s  0 s left");
    }
}
