package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;

/**
 * An event in memory.
 *
 * @param arrival its number in the order in which events of all partitions arrived
 */
public record RecentEvent(long arrival, StoredEvent event) {}
