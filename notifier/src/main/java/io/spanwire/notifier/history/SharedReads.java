package io.spanwire.notifier.history;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Merges equal queued reads: a thousand clients that resume one stream after the same version share one page. No caller
 * joins a read that has started, so every result is at least as new as its call. Thread-safe.
 *
 * @param <K> identifies a read
 * @param <T> its result
 */
final class SharedReads<K, T> {
    private final ConcurrentHashMap<K, Future<T>> queued = new ConcurrentHashMap<>();

    /** Queues a read. It calls {@code onStart} before it reads anything, or when it will never start. */
    interface ReadQueue<T> {
        Future<T> add(Runnable onStart);
    }

    /** The result of the equal read in the queue, or of a new one. */
    Future<T> read(K key, ReadQueue<T> queue) {
        Promise<T> result = Promise.promise();
        Future<T> first = queued.putIfAbsent(key, result.future());
        if (first != null) {
            return first;
        }
        queue.add(() -> queued.remove(key, result.future())).onComplete(result);
        return result.future();
    }
}
