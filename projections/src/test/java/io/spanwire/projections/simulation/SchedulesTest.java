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
 * Thousands of schedules, each from its seed; every run has others. {@code -Dseed=n} runs only that one. A schedule that breaks
 * a promise fails with its seed and with all that happened in it; a smaller seed is no simpler schedule, so nothing is shrunk.
 */
class SchedulesTest {
    private static final int TRIES = 40;
    /** Schedules of one try, several at once: jqwik itself runs one after the other. */
    private static final int OF_ONE_TRY = 50;

    private static final int AT_ONCE = 6;
    private static final int TOLD = 200;

    private final Map<String, Integer> facts = new TreeMap<>();

    @BeforeContainer
    static void listen() {
        LaneLogWatcher.listen();
    }

    @AfterContainer
    static void listenNoMore() {
        LaneLogWatcher.listenNoMore();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void everyScheduleKeepsEveryPromise(@ForAll("seeds") long first) throws InterruptedException, ExecutionException {
        long count = Long.getLong("seed") == null ? OF_ONE_TRY : 1;

        runAll(LongStream.range(first, first + count)).forEach((fact, times) -> facts.merge(fact, times, Integer::sum));

        assertThat(facts).isNotEmpty();
    }

    @Provide
    Arbitrary<Long> seeds() {
        Long seed = Long.getLong("seed");
        return seed == null ? Arbitraries.longs().between(1, 1L << 40) : Arbitraries.just(seed);
    }

    @AfterProperty
    void everythingThatCanGoWrongDid() {
        if (Long.getLong("seed") == null) {
            assertThat(facts.keySet()).as("what so many schedules bring").containsAll(ScheduleLog.ALL);
        }
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
