package io.spanwire.edge.http;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A timer for the many waits of requests, nearly all of which end before they run out: cheap to start and to cancel. It
 * is never early and up to about 100 ms late. Its one thread starts with the first wait and is a daemon, so it does not
 * keep the process alive. Thread-safe.
 */
public final class CoarseTimer implements AutoCloseable {
    private static final long TICK_MILLIS = 50;

    private final HashedWheelTimer wheel = new HashedWheelTimer(
            new DefaultThreadFactory("spanwire-edge-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);

    /** One wait. */
    public static final class Wait {
        private final Timeout timeout;

        private Wait(Timeout timeout) {
            this.timeout = timeout;
        }

        /** Ends the wait early; does nothing when it is over. */
        public void cancel() {
            timeout.cancel();
        }
    }

    /** Starts a wait; the handler runs on the context once the wait is over. */
    public Wait start(Duration wait, Context context, Runnable handler) {
        return new Wait(wheel.newTimeout(
                over -> context.runOnContext(now -> handler.run()), wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Drops all waits and ends the thread. */
    @Override
    public void close() {
        wheel.stop();
    }
}
