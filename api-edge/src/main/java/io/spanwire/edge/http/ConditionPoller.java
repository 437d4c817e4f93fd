package io.spanwire.edge.http;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Looks again until something is so, with growing pauses and a deadline. Only so many may look at once, so that waiting
 * requests cannot crowd the database.
 */
public final class ConditionPoller {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long MAX_PAUSE_MILLIS = 250;
    private static final int MAX_WAITING = 1_000;

    private final Vertx vertx;
    private final AtomicInteger waiting = new AtomicInteger();

    public ConditionPoller(Vertx vertx) {
        this.vertx = vertx;
    }

    /** True once the condition is; false when it was not within the time given. Fails when asking fails. */
    public Future<Boolean> until(Supplier<Future<Boolean>> condition, Duration longest) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        long deadline = System.nanoTime() + longest.toNanos();
        return look(condition, deadline, FIRST_PAUSE_MILLIS).onComplete(over -> waiting.decrementAndGet());
    }

    private Future<Boolean> look(Supplier<Future<Boolean>> condition, long deadline, long pause) {
        return condition
                .get()
                .compose(so -> so || System.nanoTime() >= deadline
                        ? Future.succeededFuture(so)
                        : vertx.timer(pause).compose(over -> look(condition, deadline, longer(pause))));
    }

    private static long longer(long pause) {
        return Math.min(2 * pause, MAX_PAUSE_MILLIS);
    }
}
