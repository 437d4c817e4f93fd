package io.spanwire.bench.load;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Many subscribers. */
public final class Audience implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoadGenerator load;
    private final List<Subscriber> subscribers;

    private Audience(LoadGenerator load, List<Subscriber> subscribers) {
        this.load = load;
        this.subscribers = subscribers;
    }

    /** @param one opens the subscriber of that number, on the event loop */
    public static Audience open(LoadGenerator load, int count, IntFunction<Future<Subscriber>> one) {
        return new Audience(load, StaggeredOpening.open(load, count, one));
    }

    int size() {
        return subscribers.size();
    }

    @Override
    public void close() {
        load.play(() -> Future.join(subscribers.stream().map(Subscriber::close).toList()), PATIENCE);
    }
}
