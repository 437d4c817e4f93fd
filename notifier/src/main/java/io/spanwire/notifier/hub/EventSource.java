package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StoredEvent;
import io.vertx.core.Future;

/** A source of committed events as they are published. */
public interface EventSource {
    /** Receives every event, on one thread, in order within each partition. Must not throw. */
    interface Listener {
        void onEvent(int partition, StoredEvent event);

        /** The events that arrived together are complete: subscribers can be notified now. */
        void onBatchEnd();
    }

    /** Completes when every event published from then on will arrive. */
    Future<Void> start(Listener listener);

    /** Completes when no further event will arrive. */
    Future<Void> close();
}
