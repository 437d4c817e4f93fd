package io.spanwire.edge.http;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Polls a condition until it holds, with growing pauses and a deadline. The number of concurrent polls is limited, so
 * that waiting requests cannot overload the database.
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

    /** True once the condition holds; false when the time is over. Fails when the condition fails. */
    public Future<Boolean> until(Supplier<Future<Boolean>> condition, Duration timeout) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        return poll(condition, deadline, FIRST_PAUSE_MILLIS).onComplete(over -> waiting.decrementAndGet());
    }

    private Future<Boolean> poll(Supplier<Future<Boolean>> condition, long deadline, long pause) {
        return condition
                .get()
                .compose(isMet -> isMet || System.nanoTime() >= deadline
                        ? Future.succeededFuture(isMet)
                        : vertx.timer(pause)
                                .compose(over -> poll(condition, deadline, Math.min(2 * pause, MAX_PAUSE_MILLIS))));
    }
}
