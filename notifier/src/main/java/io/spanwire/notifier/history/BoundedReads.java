package io.spanwire.notifier.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound of all reads of history: a maximum number of concurrent ones, a bounded queue and a timeout for each. Failures
 * become {@link Problems#UNAVAILABLE}. Thread-safe without locks; futures complete on any thread.
 */
public final class BoundedReads {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedReads.class);

    private final HistorySettings settings;
    private final Semaphore running;
    private final Semaphore capacity;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Counter reads;
    private final Counter failures;

    public BoundedReads(HistorySettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.running = new Semaphore(settings.maxReads());
        this.capacity = new Semaphore(settings.maxReads() + settings.maxQueued());
        this.reads = meters.counter("spanwire.history.reads");
        this.failures = meters.counter("spanwire.history.failures");
    }

    /** @param onStart called before the read starts, or when it never will */
    <T> Future<T> run(Supplier<Future<T>> read, Runnable onStart) {
        if (!capacity.tryAcquire()) {
            onStart.run();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        Promise<T> result = Promise.promise();
        queue.add(() -> {
            onStart.run();
            start(read, result);
        });
        startNext();
        return result.future().recover(this::unavailable);
    }

    /** The loop covers a read that was queued while another thread released the last permit. */
    private void startNext() {
        while (!queue.isEmpty() && running.tryAcquire()) {
            Runnable read = queue.poll();
            if (read == null) {
                running.release();
            } else {
                read.run();
            }
        }
    }

    private <T> void start(Supplier<Future<T>> read, Promise<T> result) {
        reads.increment();
        read.get().timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).onComplete(ended -> {
            running.release();
            capacity.release();
            result.handle(ended);
            startNext();
        });
    }

    private <T> Future<T> unavailable(Throwable cause) {
        failures.increment();
        LOG.debug("history read failed", cause);
        return Future.failedFuture(
                cause instanceof ProblemException ? cause : new ProblemException(Problems.UNAVAILABLE));
    }
}
