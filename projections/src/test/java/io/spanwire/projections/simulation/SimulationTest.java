package io.spanwire.projections.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is reproducible and detects broken promises; {@link SchedulesTest} applies it. */
class SimulationTest {
    private static final int SEEDS = 1_000;

    @BeforeAll
    static void attach() {
        LaneLogWatcher.attach();
    }

    @AfterAll
    static void detach() {
        LaneLogWatcher.detach();
    }

    @Test
    void sameSeedGivesSameSchedule() {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> once = Simulation.trace(seed, Optional.empty());

            assertThat(Simulation.trace(seed, Optional.empty())).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void plantedBugIsDetected(Mutation mutation) {
        LongStream seeds = LongStream.rangeClosed(1, SEEDS);

        assertThat(seeds.parallel().anyMatch(seed -> breaks(seed, mutation))).isTrue();
    }

    private static boolean breaks(long seed, Mutation mutation) {
        try {
            Simulation.run(seed, Optional.of(mutation));
            return false;
        } catch (PromiseBroken broken) {
            return true;
        }
    }
}
