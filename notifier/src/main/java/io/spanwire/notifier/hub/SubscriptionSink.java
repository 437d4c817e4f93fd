package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.HistoryPage;

/** The destination of a subscription's events. Called on its shard's event loop only. */
public interface SubscriptionSink {
    /** Whether to pause writing; the owner of the sink runs the subscription again when it drains. */
    boolean isFull();

    /** The number of events from which on it stays full. */
    default int limit() {
        return Integer.MAX_VALUE;
    }

    void event(StoredEvent event);

    /**
     * Writes events of a page until it is full, the first one in any case.
     *
     * @param from the first version to write
     * @param to the last version to write
     * @return the last version that was written
     */
    long page(HistoryPage page, long from, long to);

    /** Everything up to this version has been written; later events are new. Called once. */
    default void caughtUp(long version) {}

    /** No further event for now: flush buffered output. */
    default void idle() {}

    /** The last requested event has been written. */
    default void ended() {}

    /** History could not be read within the allowed attempts; the subscription is stopped. */
    void failed(Problem problem);
}
