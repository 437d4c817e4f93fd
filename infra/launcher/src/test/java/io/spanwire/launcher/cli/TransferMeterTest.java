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

    @Test
    void resultHasASpeedIfItTookAWhile() {
        assertThat(TransferMeter.result("imported", 4, 5, 4, 0.2))
                .isEqualTo("imported 4 events and 5 outcomes in 0.2 s");
        assertThat(TransferMeter.result("exported", 50_000, 50_010, 50_000, 2))
                .isEqualTo("exported 50,000 events and 50,010 outcomes in 2.0 s (25,000 events/s)");
    }
}
