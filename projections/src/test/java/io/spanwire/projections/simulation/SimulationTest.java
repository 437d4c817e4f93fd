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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many schedules, each from its seed, and mutations that must be caught. {@code -Dschedules=n} runs n of them,
 * {@code -Dseed=n} only that one. A schedule that breaks a promise fails with its seed and with all that happened in it.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("schedules", 1_000);
    private static final int ENOUGH = 1_000;
    private static final int AT_ONCE = 6;
    private static final int MUTANTS = 1_000;
    private static final int TOLD = 200;

    @BeforeAll
    static void listen() {
        Troubles.listen();
    }

    @AfterAll
    static void listenNoMore() {
        Troubles.listenNoMore();
    }

    @Test
    void everyScheduleKeepsEveryPromise() throws InterruptedException, ExecutionException {
        Long seed = Long.getLong("seed");
        LongStream seeds = seed == null ? LongStream.rangeClosed(1, SCHEDULES) : LongStream.of(seed);

        Map<String, Integer> facts = runAll(seeds);

        if (seed == null && SCHEDULES >= ENOUGH) {
            assertThat(facts.keySet()).as("what so many schedules bring").containsAll(Facts.ALL);
        }
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
        } catch (Violation broken) {
            return true;
        }
    }

    private static Map<String, Integer> runAll(LongStream seeds) throws InterruptedException, ExecutionException {
        Map<String, Integer> facts = new TreeMap<>();
        ForkJoinPool pool = new ForkJoinPool(AT_ONCE);
        try {
            pool.submit(() -> seeds.parallel().mapToObj(SimulationTest::run).forEach(counts -> {
                        synchronized (facts) {
                            counts.forEach((fact, count) -> facts.merge(fact, count, Integer::sum));
                        }
                    }))
                    .get();
        } finally {
            pool.shutdown();
        }
        return facts;
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
