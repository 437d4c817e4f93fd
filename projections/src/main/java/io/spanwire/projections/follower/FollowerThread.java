package io.spanwire.projections.follower;

import io.spanwire.bus.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a follower: it takes steps as long as there is something to do, waits for a signal when there is not, and
 * after a failure tries again forever, with backoff.
 */
public final class FollowerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerThread.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final long CLOSE_SECONDS = 20;

    private final String name;
    private final Follower follower;
    private final Steps steps;
    private final Thread thread;
    private volatile boolean open = true;
    private volatile boolean failing;

    /** What the thread does. Each is called by it alone. */
    public interface Steps {
        /** Before the first step. */
        default void prepare() {}

        /** Does what there is to do; false if there was nothing. */
        boolean step();

        /** How long to wait for a signal, now that there was nothing to do. */
        Duration pause();

        /** After a failure: forgets what may be wrong, and closes what may be broken. */
        void forget();

        /** After the last step: stores what is left, and closes all. */
        void finish();
    }

    /** @param name in the log and, behind {@code spanwire-}, of the thread */
    public FollowerThread(String name, Follower follower, Steps steps) {
        this.name = name;
        this.follower = follower;
        this.steps = steps;
        this.thread = new Thread(this::run, "spanwire-" + name);
    }

    public FollowerThread start() {
        thread.start();
        return this;
    }

    /** Whether the last step failed: the database or what else it needs does not answer. */
    public boolean isFailing() {
        return failing || !thread.isAlive();
    }

    /** Finishes the current step, then stops. Blocking. */
    @Override
    public void close() {
        open = false;
        follower.signal();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        steps.prepare();
        int failures = 0;
        while (open) {
            try {
                boolean isBusy = steps.step();
                failures = 0;
                failing = false;
                if (!isBusy) {
                    follower.await(steps.pause());
                }
            } catch (RuntimeException failed) {
                failing = true;
                LOG.warn("follower interrupted, trying again name={} reason={}", name, failed.toString(), failed);
                steps.forget();
                pauseAfter(failures++);
            } catch (InterruptedException interrupted) {
                stop();
            }
        }
        steps.finish();
    }

    private void pauseAfter(int failures) {
        try {
            TimeUnit.MILLISECONDS.sleep(BACKOFF.pause(failures).toMillis());
        } catch (InterruptedException interrupted) {
            stop();
        }
    }

    private void stop() {
        Thread.currentThread().interrupt();
        open = false;
    }
}
