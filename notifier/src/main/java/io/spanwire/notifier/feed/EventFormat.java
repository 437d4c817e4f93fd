package io.spanwire.notifier.feed;

import io.spanwire.bus.message.StoredEvent;

/** How a feed writes an event of the history with that epoch: its text byte for byte, and what the format puts around it. */
@FunctionalInterface
interface EventFormat {
    void append(StringBuilder text, StoredEvent event, String epoch);
}
