package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * A load with a fixed number of operations in flight: each completion starts the next one. It measures maximum throughput.
 * Only operations that complete before the end count; the others are awaited. Failures are counted (a busy server may
 * refuse some); more than {@value #MAX_FAILURES} end the load.
 */
public final class ClosedLoop {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int MAX_FAILURES = 100;

    /** How many operations completed in time, and how many failed. */
    public record Tally(long completed, long failed) {}

    private final LoadOperation operation;
    private final long end;
    private final long maxOperations;
    private final Promise<Tally> finished = Promise.promise();
    private long started;
    private long completed;
    private long failed;
    private int running;

    private ClosedLoop(LoadOperation operation, long end, long maxOperations) {
        this.operation = operation;
        this.end = end;
        this.maxOperations = maxOperations;
    }

    /** Runs operations for the given time. */
    public static Tally runFor(LoadGenerator load, int inFlight, Duration time, LoadOperation operation) {
        ClosedLoop loop = new ClosedLoop(operation, System.nanoTime() + time.toNanos(), Long.MAX_VALUE);
        return load.await(() -> loop.start(inFlight), time.plus(GRACE));
    }

    /** Runs exactly {@code count} operations, unless {@code timeout} ends first. */
    public static void runCount(
            LoadGenerator load, int inFlight, long count, Duration timeout, LoadOperation operation) {
        ClosedLoop loop = new ClosedLoop(operation, System.nanoTime() + timeout.toNanos(), count);
        load.await(() -> loop.start(inFlight), timeout.plus(GRACE));
    }

    private Future<Tally> start(int inFlight) {
        for (int i = 0; i < inFlight; i++) {
            next();
        }
        return finished.future();
    }

    private void next() {
        if (started < maxOperations
                && System.nanoTime() < end
                && !finished.future().isComplete()) {
            running++;
            operation.run(started++).onSuccess(result -> countSuccess()).onFailure(this::countFailure);
        } else if (running == 0) {
            finished.tryComplete(new Tally(completed, failed));
        }
    }

    private void countSuccess() {
        running--;
        completed += System.nanoTime() < end ? 1 : 0;
        next();
    }

    private void countFailure(Throwable failure) {
        running--;
        failed++;
        if (failed > MAX_FAILURES) {
            finished.tryFail(failure);
        }
        next();
    }
}
