package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;

/** Where a subscription's events go. Called on its shard's event loop only. */
public interface EventSink {
    /** Whether nothing more should be written for now; who made the sink runs the subscription again when it drains. */
    boolean full();

    void event(StoredEvent event);

    /** Everything up to this version has been written, and what comes now is new. Once. */
    default void caughtUp(long version) {}

    /** Nothing more comes for now: write what was held back. */
    default void resting() {}

    /** The last event wanted has been written. */
    default void ended() {}

    /** History could not be read for longer than a subscription waits; it has been stopped. */
    void failed(Problem problem);
}
