package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StoredEvent;
import io.vertx.core.Future;

/** Where committed events come from as they happen. */
public interface EventSource {
    /** Told of every event, on one thread, in order within each partition. Must not throw. */
    interface Listener {
        void arrived(int partition, StoredEvent event);

        /** What arrived together is complete: now is the time to tell others. */
        void settled();
    }

    /** Completes when every event published from then on will arrive. */
    Future<Void> start(Listener listener);

    /** Nothing arrives any more once it completes. */
    Future<Void> close();
}
