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

/** That the simulation can be repeated, and that it catches what breaks a promise; {@link SchedulesTest} is what it is for. */
class SimulationTest {
    private static final int MUTANTS = 1_000;

    @BeforeAll
    static void listen() {
        LaneLogWatcher.listen();
    }

    @AfterAll
    static void listenNoMore() {
        LaneLogWatcher.listenNoMore();
    }

    @Test
    void seedDecidesEverything() {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> once = Simulation.tell(seed, Optional.empty());

            assertThat(Simulation.tell(seed, Optional.empty())).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void simulationCatches(Mutation mutation) {
        LongStream seeds = LongStream.rangeClosed(1, MUTANTS);

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
