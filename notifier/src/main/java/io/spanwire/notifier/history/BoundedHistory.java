package io.spanwire.notifier.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A history that is asked only so many things at once: further reads wait in line, bounded too, and every read ends in
 * time. Those who wait for the same thing wait for one read. Failures become {@link Problems#UNAVAILABLE}. Thread-safe without locks; futures complete on any thread.
 */
public final class BoundedHistory implements HistorySource {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedHistory.class);

    private final HistorySource source;
    private final HistorySettings settings;
    private final Semaphore running;
    private final Semaphore room;
    private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
    private final SharedReads<StreamId, StreamHead> heads = new SharedReads<>();
    private final SharedReads<PageKey, List<StoredEvent>> pages = new SharedReads<>();
    private final Counter reads;
    private final Counter failures;

    private record PageKey(StreamId stream, long after) {}

    public BoundedHistory(HistorySource source, HistorySettings settings, MeterRegistry meters) {
        this.source = source;
        this.settings = settings;
        this.running = new Semaphore(settings.reads());
        this.room = new Semaphore(settings.reads() + settings.waiting());
        this.reads = meters.counter("spanwire.history.reads");
        this.failures = meters.counter("spanwire.history.failures");
    }

    @Override
    public Future<StreamHead> head(StreamId stream) {
        return heads.read(stream, begins -> bounded(() -> source.head(stream), begins));
    }

    @Override
    public Future<List<StoredEvent>> page(StreamId stream, long after) {
        return pages.read(new PageKey(stream, after), begins -> bounded(() -> source.page(stream, after), begins));
    }

    @Override
    public Future<Map<Integer, Long>> positions() {
        return bounded(source::positions, () -> {});
    }

    @Override
    public Future<Map<StreamId, Long>> touched(int partition, long from, long to) {
        return bounded(() -> source.touched(partition, from, to), () -> {});
    }

    private <T> Future<T> bounded(Supplier<Future<T>> read, Runnable begins) {
        if (!room.tryAcquire()) {
            begins.run();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        Promise<T> answer = Promise.promise();
        line.add(() -> {
            begins.run();
            run(read, answer);
        });
        startNext();
        return answer.future().recover(this::unavailable);
    }

    /** A read that was queued while the last permit was given back must not be left: hence the loop. */
    private void startNext() {
        while (!line.isEmpty() && running.tryAcquire()) {
            Runnable read = line.poll();
            if (read == null) {
                running.release();
            } else {
                read.run();
            }
        }
    }

    private <T> void run(Supplier<Future<T>> read, Promise<T> answer) {
        reads.increment();
        read.get().timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).onComplete(ended -> {
            running.release();
            room.release();
            answer.handle(ended);
            startNext();
        });
    }

    private <T> Future<T> unavailable(Throwable cause) {
        failures.increment();
        LOG.debug("history cannot be read", cause);
        return Future.failedFuture(
                cause instanceof ProblemException ? cause : new ProblemException(Problems.UNAVAILABLE));
    }
}
