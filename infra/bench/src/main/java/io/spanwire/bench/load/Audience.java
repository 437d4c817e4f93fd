package io.spanwire.bench.load;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Many subscribers, opened a few at a time so that handshakes do not pile up. */
public final class Audience implements AutoCloseable {
    private static final int WAVE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoadGenerator load;
    private final List<Subscriber> subscribers = new ArrayList<>();

    private Audience(LoadGenerator load) {
        this.load = load;
    }

    /** @param one opens the subscriber of that number, on the event loop */
    public static Audience open(LoadGenerator load, int count, IntFunction<Future<Subscriber>> one) {
        Audience audience = new Audience(load);
        for (int first = 0; first < count; first += WAVE) {
            int from = first;
            int to = Math.min(first + WAVE, count);
            audience.subscribers.addAll(load.play(() -> wave(from, to, one), PATIENCE));
        }
        return audience;
    }

    private static Future<List<Subscriber>> wave(int from, int to, IntFunction<Future<Subscriber>> one) {
        List<Future<Subscriber>> opening = new ArrayList<>();
        for (int i = from; i < to; i++) {
            opening.add(one.apply(i));
        }
        return Future.all(opening).map(opened -> opened.list());
    }

    int size() {
        return subscribers.size();
    }

    @Override
    public void close() {
        load.play(() -> Future.join(subscribers.stream().map(Subscriber::close).toList()), PATIENCE);
    }
}
