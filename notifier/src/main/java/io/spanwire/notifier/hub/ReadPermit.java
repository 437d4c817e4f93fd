package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The permission of a caller to read a stream, asked for again after each event that may have changed it. While the answer
 * cannot be had, the permission stays and is asked for every second. Belongs to its shard's event loop.
 */
public final class ReadPermit {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Many changes at once need one question. */
    private static final long GATHER_MILLIS = 50;

    private static final long RETRY_MILLIS = 1_000;

    private final HubShard shard;
    private final ReadCheck check;
    private final Consumer<Problem> lost;
    private final Runnable unwatch;
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private boolean isGranted;
    private boolean released;

    private ReadPermit(HubShard shard, ReadCheck check, Consumer<Problem> lost) {
        this.shard = shard;
        this.check = check;
        this.lost = lost;
        // Before the first question, so that no change in between is missed.
        this.unwatch = shard.watches.watch(check.changes(), this::changed);
    }

    /**
     * Asks for the permission; completes on the shard's event loop, or fails with what {@link ReadCheck} does.
     *
     * @param lost gets the reason when the permission is lost later, after which it is released
     */
    public static Future<ReadPermit> ask(HubShard shard, ReadCheck check, Consumer<Problem> lost) {
        ReadPermit permit = new ReadPermit(shard, check, lost);
        return permit.ask()
                .map(granted -> {
                    permit.isGranted = true;
                    return permit;
                })
                .onFailure(refused -> permit.release());
    }

    /** Nothing is asked any more. */
    public void release() {
        if (!released) {
            released = true;
            unwatch.run();
        }
    }

    /** Any thread. */
    private void changed() {
        again(GATHER_MILLIS);
    }

    private void again(long millis) {
        if (isScheduled.compareAndSet(false, true)) {
            shard.runAfter(millis, this::askAgain);
        }
    }

    private void askAgain() {
        isScheduled.set(false);
        if (released) {
            return;
        }
        if (!isGranted) {
            again(GATHER_MILLIS); // the first answer is not there yet
            return;
        }
        ask().onFailure(this::failed);
    }

    private void failed(Throwable failure) {
        if (released) {
            return;
        }
        Problem problem = failure instanceof ProblemException known ? known.problem() : Problems.UNAVAILABLE;
        if (problem.status() >= 500) {
            again(RETRY_MILLIS);
            return;
        }
        release();
        lost.accept(problem);
    }

    private Future<Void> ask() {
        return shard.onEventLoop(check.ask().get().timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }
}
