package io.spanwire.projections.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Thousands of random schedules. {@code -Dseed=n} runs only that one. A schedule that breaks a promise fails with its
 * seed and the end of its trace. A smaller seed is not a simpler schedule, so jqwik does not shrink.
 */
class SchedulesTest {
    private static final int TRIES = 40;
    /** Schedules of one try, run in parallel: jqwik runs tries one after the other. */
    private static final int SCHEDULES_PER_TRY = 50;

    private static final int PARALLELISM = 6;
    private static final int TRACE_LINES = 200;

    private final Map<String, Integer> counts = new TreeMap<>();

    @BeforeContainer
    static void attach() {
        LaneLogWatcher.attach();
    }

    @AfterContainer
    static void detach() {
        LaneLogWatcher.detach();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void everyScheduleKeepsEveryPromise(@ForAll("seeds") long first) throws InterruptedException, ExecutionException {
        long count = Long.getLong("seed") == null ? SCHEDULES_PER_TRY : 1;

        runAll(LongStream.range(first, first + count))
                .forEach((event, times) -> counts.merge(event, times, Integer::sum));

        assertThat(counts).isNotEmpty();
    }

    @Provide
    Arbitrary<Long> seeds() {
        Long seed = Long.getLong("seed");
        return seed == null ? Arbitraries.longs().between(1, 1L << 40) : Arbitraries.just(seed);
    }

    @AfterProperty
    void everyFaultHappened() {
        if (Long.getLong("seed") == null) {
            assertThat(counts.keySet()).as("what all schedules together cover").containsAll(ScheduleLog.REQUIRED);
        }
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
