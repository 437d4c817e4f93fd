package io.spanwire.notifier.history;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads that wait for their turn, each once, however many ask: a thousand clients that resume one stream after the same
 * version wait for one page. Nobody joins a read that has begun, so every answer is as new as its question. Thread-safe.
 *
 * @param <K> what is read
 * @param <T> the answer
 */
final class SharedReads<K, T> {
    private final ConcurrentHashMap<K, Future<T>> waiting = new ConcurrentHashMap<>();

    /** A read puts itself in line. It calls {@code begins} before it looks at anything, or when it never will. */
    interface Line<T> {
        Future<T> add(Runnable begins);
    }

    /** The answer of the read in line, or of a new one. */
    Future<T> read(K key, Line<T> line) {
        Promise<T> answer = Promise.promise();
        Future<T> first = waiting.putIfAbsent(key, answer.future());
        if (first != null) {
            return first;
        }
        line.add(() -> waiting.remove(key, answer.future())).onComplete(answer);
        return answer.future();
    }
}
