package io.spanwire.notifier.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A history with bounded load: a maximum number of concurrent reads, a bounded queue and a timeout per read. Equal
 * reads in the queue share one read. Failures become {@link Problems#UNAVAILABLE}. Thread-safe without locks; futures
 * complete on any thread.
 */
public final class BoundedHistory implements HistorySource {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedHistory.class);

    private final HistorySource source;
    private final HistorySettings settings;
    private final Semaphore running;
    private final Semaphore capacity;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final SharedReads<StreamId, StreamHead> heads = new SharedReads<>();
    private final SharedReads<PageKey, HistoryPage> pages = new SharedReads<>();
    private final SharedReads<PageKey, HistoryPage> firstPages = new SharedReads<>();
    private final Counter reads;
    private final Counter failures;

    private record PageKey(StreamId stream, long after) {}

    public BoundedHistory(HistorySource source, HistorySettings settings, MeterRegistry meters) {
        this.source = source;
        this.settings = settings;
        this.running = new Semaphore(settings.maxReads());
        this.capacity = new Semaphore(settings.maxReads() + settings.maxQueued());
        this.reads = meters.counter("spanwire.history.reads");
        this.failures = meters.counter("spanwire.history.failures");
    }

    @Override
    public Future<StreamHead> head(StreamId stream) {
        return heads.read(stream, onStart -> bounded(() -> source.head(stream), onStart));
    }

    @Override
    public Future<HistoryPage> page(StreamId stream, long after) {
        return pages.read(new PageKey(stream, after), onStart -> bounded(() -> source.page(stream, after), onStart));
    }

    @Override
    public Future<HistoryPage> firstPage(StreamId stream, long after) {
        return firstPages.read(
                new PageKey(stream, after), onStart -> bounded(() -> source.firstPage(stream, after), onStart));
    }

    @Override
    public Future<Map<Integer, Long>> lastPositions() {
        return bounded(source::lastPositions, () -> {});
    }

    @Override
    public Future<Map<StreamId, Long>> changedStreams(int partition, long from, long to) {
        return bounded(() -> source.changedStreams(partition, from, to), () -> {});
    }

    private <T> Future<T> bounded(Supplier<Future<T>> read, Runnable onStart) {
        if (!capacity.tryAcquire()) {
            onStart.run();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        Promise<T> result = Promise.promise();
        queue.add(() -> {
            onStart.run();
            run(read, result);
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

    private <T> void run(Supplier<Future<T>> read, Promise<T> result) {
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
