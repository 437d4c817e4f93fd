package io.spanwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private final LoadGenerator load = new LoadGenerator();
    private int running;
    private int mostRunning;
    private long done;

    @AfterEach
    void closeLoad() {
        load.close();
    }

    private Future<Long> work(long number) {
        running++;
        mostRunning = Math.max(mostRunning, running);
        Promise<Long> promise = Promise.promise();
        load.context().runOnContext(later -> {
            running--;
            done++;
            promise.complete(number);
        });
        return promise.future();
    }

    @Test
    void aClosedLoopKeepsSoManyInFlightAndCountsThem() {
        long counted =
                ClosedLoop.during(load, 5, Duration.ofMillis(200), this::work).done();

        assertThat(mostRunning).isEqualTo(5);
        assertThat(counted).isPositive().isLessThanOrEqualTo(done);
    }

    @Test
    void aClosedLoopOfACountDoesExactlySoMany() {
        ClosedLoop.times(load, 5, 1234, Duration.ofSeconds(30), this::work);

        assertThat(done).isEqualTo(1234);
    }

    @Test
    void aFewFailuresAreCounted() {
        ClosedLoop.Tally tally = ClosedLoop.during(
                load, 5, Duration.ofMillis(200), number -> number < 3 ? Future.failedFuture("busy") : work(number));

        assertThat(tally.failed()).isEqualTo(3);
        assertThat(tally.done()).isPositive();
    }

    @Test
    void manyFailuresEndAClosedLoop() {
        assertThatThrownBy(() -> ClosedLoop.during(
                        load, 5, Duration.ofSeconds(30), number -> Future.failedFuture("number " + number + " failed")))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("failed");
    }

    @Test
    void anOpenLoopStartsEachOperationWhenItIsDueAndNeverBefore() {
        OpenLoop loop = new OpenLoop(load, 1000);
        List<Long> late = Collections.synchronizedList(new ArrayList<>());

        loop.run(100, number -> {
            late.add(System.nanoTime() - loop.due().applyAsLong(number));
            return work(number);
        });

        assertThat(late).hasSize(100).allMatch(nanos -> nanos >= 0);
        assertThat(loop.due().applyAsLong(99) - loop.due().applyAsLong(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(99));
    }

    @Test
    void aStallOfTheServerShowsInEveryOperationThatWasDueMeanwhile() {
        OpenLoop loop = new OpenLoop(load, 1000);
        List<Long> took = new ArrayList<>();

        loop.run(100, number -> {
            if (number == 10) {
                stall(Duration.ofMillis(60));
            }
            took.add(System.nanoTime() - loop.due().applyAsLong(number));
            return work(number);
        });

        assertThat(took.stream().filter(nanos -> nanos > TimeUnit.MILLISECONDS.toNanos(20)))
                .hasSizeGreaterThan(30);
    }

    private static void stall(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
