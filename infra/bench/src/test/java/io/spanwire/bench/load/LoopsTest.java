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
    private int maxRunning;
    private long done;

    @AfterEach
    void closeLoad() {
        load.close();
    }

    private Future<Long> work(long number) {
        running++;
        maxRunning = Math.max(maxRunning, running);
        Promise<Long> promise = Promise.promise();
        load.context().runOnContext(later -> {
            running--;
            done++;
            promise.complete(number);
        });
        return promise.future();
    }

    @Test
    void closedLoopKeepsFixedNumberInFlight() {
        long completed =
                ClosedLoop.runFor(load, 5, Duration.ofMillis(200), this::work).completed();
        assertThat(maxRunning).isEqualTo(5);
        assertThat(completed).isPositive().isLessThanOrEqualTo(done);
    }

    @Test
    void closedLoopWithCountRunsExactlyThatMany() {
        ClosedLoop.runCount(load, 5, 1234, Duration.ofSeconds(30), this::work);

        assertThat(done).isEqualTo(1234);
    }

    @Test
    void fewFailuresAreCounted() {
        ClosedLoop.Tally tally = ClosedLoop.runFor(
                load, 5, Duration.ofMillis(200), number -> number < 3 ? Future.failedFuture("busy") : work(number));

        assertThat(tally.failed()).isEqualTo(3);
        assertThat(tally.completed()).isPositive();
    }

    @Test
    void manyFailuresEndClosedLoop() {
        assertThatThrownBy(() -> ClosedLoop.runFor(
                        load, 5, Duration.ofSeconds(30), number -> Future.failedFuture("number " + number + " failed")))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("failed");
    }

    @Test
    void openLoopNeverStartsOperationBeforeItIsDue() {
        OpenLoop loop = new OpenLoop(load, 1000);
        List<Long> delays = Collections.synchronizedList(new ArrayList<>());

        loop.run(100, number -> {
            delays.add(System.nanoTime() - loop.due().applyAsLong(number));
            return work(number);
        });

        assertThat(delays).hasSize(100).allMatch(nanos -> nanos >= 0);
        assertThat(loop.due().applyAsLong(99) - loop.due().applyAsLong(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(99));
    }

    @Test
    void stallShowsInEveryOperationDueDuringIt() {
        OpenLoop loop = new OpenLoop(load, 1000);
        List<Long> latencies = new ArrayList<>();

        loop.run(100, number -> {
            if (number == 10) {
                stall(Duration.ofMillis(60));
            }
            latencies.add(System.nanoTime() - loop.due().applyAsLong(number));
            return work(number);
        });

        assertThat(latencies.stream().filter(nanos -> nanos > TimeUnit.MILLISECONDS.toNanos(20)))
                .hasSizeGreaterThan(30);
    }

    private static void stall(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
