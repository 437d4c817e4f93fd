package io.spanwire.edge.state;

import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** The folds of one node: a bounded number runs at the same time, and a bounded number waits. Thread-safe without locks. */
public final class Folds {
    private static final int THREADS = 2;

    private final WorkerExecutor workers;
    private final StateStore store;
    private final FoldLimits limits;
    private final Semaphore running;
    private final Semaphore capacity;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();

    public Folds(Vertx vertx, StateStore store, FoldLimits limits) {
        this.workers = vertx.createSharedWorkerExecutor("spanwire-fold", THREADS);
        this.store = store;
        this.limits = limits;
        this.running = new Semaphore(limits.running());
        this.capacity = new Semaphore(limits.running() + limits.waiting());
    }

    /** The state of a stream at a version, as JSON text. Fails with a problem when it cannot be folded in time. */
    <S> Future<String> state(StreamType<S> type, PastVersion version) {
        if (!capacity.tryAcquire()) {
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        Promise<String> result = Promise.promise();
        queue.add(
                () -> new Fold<>(workers, store, type, version, deadline).run().onComplete(ended -> {
                    running.release();
                    capacity.release();
                    result.handle(ended);
                    startNext();
                }));
        startNext();
        return result.future();
    }

    /** The loop covers a fold that was queued while another thread released the last permit. */
    private void startNext() {
        while (!queue.isEmpty() && running.tryAcquire()) {
            Runnable next = queue.poll();
            if (next == null) {
                running.release();
            } else {
                next.run();
            }
        }
    }
}
