package io.spanwire.projections.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of schedules, each from its seed; every run has others. {@code -Dseed=n} runs only that one. A schedule that breaks
 * a promise fails with its seed and with all that happened in it; a smaller seed is no simpler schedule, so nothing is shrunk.
 */
class SchedulesTest {
    /** Schedules from each seed on, several at once: JUnit itself runs one test after the other. */
    private static final int OF_ONE_SEED = 50;

    private static final int AT_ONCE = 6;
    private static final int TOLD = 200;

    private static final Map<String, Integer> FACTS = new TreeMap<>();

    @BeforeAll
    static void listen() {
        FACTS.clear();
        LaneLogWatcher.listen();
    }

    @AfterAll
    static void everythingThatCanGoWrongDid() {
        LaneLogWatcher.listenNoMore();
        if (!Seeds.given()) {
            assertThat(FACTS.keySet()).as("what so many schedules bring").containsAll(ScheduleLog.ALL);
        }
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("io.spanwire.projections.simulation.Seeds#many")
    void everyScheduleKeepsEveryPromise(long first) throws InterruptedException, ExecutionException {
        long count = Seeds.given() ? 1 : OF_ONE_SEED;

        Map<String, Integer> facts = runAll(LongStream.range(first, first + count));

        facts.forEach((fact, times) -> FACTS.merge(fact, times, Integer::sum));
        assertThat(facts).isNotEmpty();
    }

    private static Map<String, Integer> runAll(LongStream seeds) throws InterruptedException, ExecutionException {
        Map<String, Integer> all = new TreeMap<>();
        ForkJoinPool pool = new ForkJoinPool(AT_ONCE);
        try {
            pool.submit(() -> seeds.parallel().mapToObj(SchedulesTest::run).forEach(counts -> {
                        synchronized (all) {
                            counts.forEach((fact, count) -> all.merge(fact, count, Integer::sum));
                        }
                    }))
                    .get();
        } finally {
            pool.shutdown();
        }
        return all;
    }

    private static Map<String, Integer> run(long seed) {
        try {
            return Simulation.run(seed, Optional.empty()).counts();
        } catch (AssertionError broken) {
            List<String> told = Simulation.tell(seed, Optional.empty());
            String end = String.join("\n", told.subList(Math.max(0, told.size() - TOLD), told.size()));
            throw new AssertionError("-Dseed=" + seed + ' ' + broken.getMessage() + '\n' + end, broken);
        }
    }
}
