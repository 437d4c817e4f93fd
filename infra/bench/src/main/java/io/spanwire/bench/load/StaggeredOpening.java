package io.spanwire.bench.load;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Opens many connections in small groups, so that TLS handshakes do not run into their timeout. */
final class StaggeredOpening {
    private static final int GROUP_SIZE = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private StaggeredOpening() {}

    /** @param opener opens the connection with the given index; called on the event loop */
    static <T> List<T> open(LoadGenerator load, int count, IntFunction<Future<T>> opener) {
        List<T> opened = new ArrayList<>();
        for (int first = 0; first < count; first += GROUP_SIZE) {
            int from = first;
            int to = Math.min(first + GROUP_SIZE, count);
            opened.addAll(load.await(() -> openGroup(from, to, opener), TIMEOUT));
        }
        return opened;
    }

    private static <T> Future<List<T>> openGroup(int from, int to, IntFunction<Future<T>> opener) {
        List<Future<T>> opening = new ArrayList<>();
        for (int i = from; i < to; i++) {
            opening.add(opener.apply(i));
        }
        return Future.all(opening).map(all -> all.list());
    }
}
