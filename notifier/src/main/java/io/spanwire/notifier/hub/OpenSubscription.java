package io.spanwire.notifier.hub;

/** A subscription that its owner drives. Belongs to its shard's event loop. */
public interface OpenSubscription {
    /** Sends what can be sent now. */
    void run();

    /** Drops the pages in memory while the sink is blocked; they are read again when needed. */
    void releasePage();

    /** Ends the subscription; nothing is written after this. */
    void stop();
}
