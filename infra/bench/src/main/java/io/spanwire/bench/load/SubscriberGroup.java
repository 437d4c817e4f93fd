package io.spanwire.bench.load;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** A set of subscribers that are opened and closed together. */
public final class SubscriberGroup implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LoadGenerator load;
    private final List<Subscriber> subscribers;

    private SubscriberGroup(LoadGenerator load, List<Subscriber> subscribers) {
        this.load = load;
        this.subscribers = subscribers;
    }

    /** @param opener opens the subscriber with the given index; called on the event loop */
    public static SubscriberGroup open(LoadGenerator load, int count, IntFunction<Future<Subscriber>> opener) {
        return new SubscriberGroup(load, StaggeredOpening.open(load, count, opener));
    }

    public int size() {
        return subscribers.size();
    }

    @Override
    public void close() {
        load.await(() -> Future.join(subscribers.stream().map(Subscriber::close).toList()), TIMEOUT);
    }
}
