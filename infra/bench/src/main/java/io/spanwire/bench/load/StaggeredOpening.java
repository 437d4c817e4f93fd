package io.spanwire.bench.load;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Opens many things a few at a time, so that TLS handshakes do not pile up before a deadline. */
final class StaggeredOpening {
    private static final int WAVE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StaggeredOpening() {}

    /** @param one opens that of the number, on the event loop */
    static <T> List<T> open(LoadGenerator load, int count, IntFunction<Future<T>> one) {
        List<T> opened = new ArrayList<>();
        for (int first = 0; first < count; first += WAVE) {
            int from = first;
            int to = Math.min(first + WAVE, count);
            opened.addAll(load.play(() -> wave(from, to, one), PATIENCE));
        }
        return opened;
    }

    private static <T> Future<List<T>> wave(int from, int to, IntFunction<Future<T>> one) {
        List<Future<T>> opening = new ArrayList<>();
        for (int i = from; i < to; i++) {
            opening.add(one.apply(i));
        }
        return Future.all(opening).map(all -> all.list());
    }
}
