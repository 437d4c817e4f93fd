package io.spanwire.projections.lane;

import io.spanwire.bus.retry.Backoff;
import io.spanwire.projections.relay.HistoryMismatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The state of a lane's start and the record of its failures. Written by the lane's thread; any thread may read it. */
final class LaneHealth {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    /** Two in a row may be chance, when another worker commits between two reads. */
    private static final int CERTAIN_MISMATCHES = 3;

    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private volatile boolean failing;
    private int failures;
    private int mismatches;

    CompletionStage<Void> started() {
        return started;
    }

    /** Whether the start has succeeded or failed. */
    boolean isStartDone() {
        return started.isDone();
    }

    boolean isFailing() {
        return failing;
    }

    void markStarted() {
        started.complete(null);
    }

    void stepSucceeded() {
        failing = false;
        mismatches = 0;
    }

    void batchesDecided() {
        failures = 0;
    }

    /** The pause before the next try; longer with each failure since the last decided batches. */
    Duration nextPause() {
        return BACKOFF.pause(failures++);
    }

    /** Records a failure; true, once, when it makes certain that Kafka and PostgreSQL hold different histories. */
    boolean stepFailed(RuntimeException failure) {
        failing = true;
        mismatches = failure instanceof HistoryMismatch ? mismatches + 1 : 0;
        boolean certain = mismatches == CERTAIN_MISMATCHES;
        if (certain) {
            started.completeExceptionally(failure);
        }
        return certain;
    }
}
