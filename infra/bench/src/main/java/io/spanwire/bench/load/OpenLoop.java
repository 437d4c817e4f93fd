package io.spanwire.bench.load;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/**
 * A load of operations at a fixed rate, independent of the server's speed. It measures latency from the moment an
 * operation was due, not from when it was sent, so a stalled server cannot hide its stall (coordinated omission, as
 * wrk2 explains it).
 */
public final class OpenLoop {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final LoadGenerator load;
    private final long interval;
    private final long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
    private final Promise<Void> finished = Promise.promise();
    private long running;

    public OpenLoop(LoadGenerator load, int perSecond) {
        this.load = load;
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** When the operation with that number is due, as {@link System#nanoTime()}. */
    public LongUnaryOperator due() {
        return number -> start + number * interval;
    }

    /** Paces on the calling thread, runs operations on the event loop, and returns when all completed or one failed. */
    public void run(long count, LoadOperation operation) {
        running = count;
        for (long number = 0; number < count && !finished.future().failed(); number++) {
            parkUntil(start + number * interval);
            long current = number;
            load.context().runOnContext(ignored -> operation
                    .run(current)
                    .onSuccess(done -> countCompleted())
                    .onFailure(this::fail));
        }
        EventLoopWait.await(finished.future(), GRACE);
    }

    private void countCompleted() {
        if (--running == 0) {
            finished.tryComplete();
        }
    }

    private void fail(Throwable reason) {
        finished.tryFail(reason);
    }

    private static void parkUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new BenchFailed("interrupted");
            }
        }
    }
}
