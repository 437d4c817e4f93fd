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
 * Thousands of random schedules. {@code -Dseed=n} runs only that one. A schedule that breaks a promise fails with its
 * seed and the end of its trace. A smaller seed is not a simpler schedule, so none is looked for.
 */
class SchedulesTest {
    /** Schedules from each seed on, several at once: JUnit itself runs one test after the other. */
    private static final int SCHEDULES_PER_SEED = 50;

    private static final int PARALLELISM = 6;
    private static final int TRACE_LINES = 200;

    private static final Map<String, Integer> COUNTS = new TreeMap<>();

    @BeforeAll
    static void listen() {
        COUNTS.clear();
        LaneLogWatcher.attach();
    }

    @AfterAll
    static void everythingThatCanGoWrongDid() {
        LaneLogWatcher.detach();
        if (!Seeds.given()) {
            assertThat(COUNTS.keySet()).as("what so many schedules bring").containsAll(ScheduleLog.REQUIRED);
        }
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("io.spanwire.projections.simulation.Seeds#many")
    void everyScheduleKeepsEveryPromise(long first) throws InterruptedException, ExecutionException {
        long count = Seeds.given() ? 1 : SCHEDULES_PER_SEED;

        Map<String, Integer> counts = runAll(LongStream.range(first, first + count));

        counts.forEach((event, times) -> COUNTS.merge(event, times, Integer::sum));
        assertThat(counts).isNotEmpty();
    }

    private static Map<String, Integer> runAll(LongStream seeds) throws InterruptedException, ExecutionException {
        Map<String, Integer> all = new TreeMap<>();
        ForkJoinPool pool = new ForkJoinPool(PARALLELISM);
        try {
            pool.submit(() -> seeds.parallel().mapToObj(SchedulesTest::run).forEach(counts -> {
                        synchronized (all) {
                            counts.forEach((event, count) -> all.merge(event, count, Integer::sum));
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
            List<String> trace = Simulation.trace(seed, Optional.empty());
            String end = String.join("\n", trace.subList(Math.max(0, trace.size() - TRACE_LINES), trace.size()));
            throw new AssertionError("-Dseed=" + seed + ' ' + broken.getMessage() + '\n' + end, broken);
        }
    }
}
