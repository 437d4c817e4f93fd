package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;

/** The destination of a subscription's events. Called on its shard's event loop only. */
public interface SubscriptionSink {
    /** Whether to pause writing; the owner of the sink runs the subscription again when it drains. */
    boolean isFull();

    void event(StoredEvent event);

    /** Everything up to this version has been written; later events are new. Called once. */
    default void caughtUp(long version) {}

    /** No further event for now: flush buffered output. */
    default void idle() {}

    /** The last requested event has been written. */
    default void ended() {}

    /** History could not be read within the allowed attempts; the subscription is stopped. */
    void failed(Problem problem);
}
