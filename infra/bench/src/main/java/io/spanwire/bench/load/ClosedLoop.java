package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * So many operations in flight, the next one started when one is done: what a server does at most. Operations done before
 * the end count; the rest is waited for. A few failures are counted (a server may say that it is busy), many end it.
 */
public final class ClosedLoop {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int MANY = 100;

    /** How many operations were done in time, and how many failed. */
    public record Tally(long done, long failed) {}

    private final LoadOperation operation;
    private final long end;
    private final long most;
    private final Promise<Tally> finished = Promise.promise();
    private long started;
    private long counted;
    private long failed;
    private int running;

    private ClosedLoop(LoadOperation operation, long end, long most) {
        this.operation = operation;
        this.end = end;
        this.most = most;
    }

    /** Returns how many were done in that time. */
    public static Tally during(LoadGenerator load, int inFlight, Duration time, LoadOperation operation) {
        ClosedLoop loop = new ClosedLoop(operation, System.nanoTime() + time.toNanos(), Long.MAX_VALUE);
        return load.play(() -> loop.start(inFlight), time.plus(GRACE));
    }

    /** Returns when so many are done or have failed. */
    public static void times(LoadGenerator load, int inFlight, long times, Duration within, LoadOperation operation) {
        ClosedLoop loop = new ClosedLoop(operation, System.nanoTime() + within.toNanos(), times);
        load.play(() -> loop.start(inFlight), within.plus(GRACE));
    }

    private Future<Tally> start(int inFlight) {
        for (int i = 0; i < inFlight; i++) {
            next();
        }
        return finished.future();
    }

    private void next() {
        if (started < most && System.nanoTime() < end && !finished.future().isComplete()) {
            running++;
            operation.run(started++).onSuccess(done -> count()).onFailure(this::countFailure);
        } else if (running == 0) {
            finished.tryComplete(new Tally(counted, failed));
        }
    }

    private void count() {
        running--;
        counted += System.nanoTime() < end ? 1 : 0;
        next();
    }

    private void countFailure(Throwable failure) {
        running--;
        failed++;
        if (failed > MANY) {
            finished.tryFail(failure);
        }
        next();
    }
}
