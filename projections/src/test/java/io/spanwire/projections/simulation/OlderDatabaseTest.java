package io.spanwire.projections.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A restored backup under the workers: the offsets they reported to Kafka show that decisions are missing. */
class OlderDatabaseTest {
    private static final String REFUSED = "lane decides nothing, stop every process and run: spanwire new-epoch";

    @BeforeAll
    static void attach() {
        LaneLogWatcher.attach();
    }

    @AfterAll
    static void detach() {
        LaneLogWatcher.detach();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.spanwire.projections.simulation.Seeds#few")
    void workersDecideNothingOnAnOlderDatabase(long seed) {
        OlderDatabase schedule = new OlderDatabase(seed, true);

        schedule.run();

        assertThat(schedule.counts()).containsKeys("lane failed: HistoryMismatch", REFUSED);
        assertThat(schedule.decidedSinceRestored()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.spanwire.projections.simulation.Seeds#few")
    void nothingElseWouldShowIt(long seed) {
        OlderDatabase schedule = new OlderDatabase(seed, false);

        schedule.run();

        assertThat(schedule.counts()).doesNotContainKey("lane failed: HistoryMismatch");
        assertThat(schedule.decidedSinceRestored()).isPositive();
    }
}
