package io.spanwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLoadTest {
    @Test
    void everyNumberInFlightRunsOverEveryNumberOfStreams() {
        assertThat(CommandLoad.of(List.of(1, 256), List.of(1, 100)))
                .extracting(CommandLoad::toString)
                .containsExactly("1/1", "1/100", "256/1", "256/100");
    }

    @Test
    void oneListGivenTakesDefaultOfTheOther() {
        assertThat(CommandLoad.of(List.of(8), List.of())).containsExactly(new CommandLoad(8, 100));
        assertThat(CommandLoad.of(List.of(), List.of(1))).containsExactly(new CommandLoad(32, 1));
        assertThat(CommandLoad.of(List.of(), List.of())).hasSize(3);
    }
}
