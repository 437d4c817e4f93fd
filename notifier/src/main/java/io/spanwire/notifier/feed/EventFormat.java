package io.spanwire.notifier.feed;

import io.spanwire.bus.message.StoredEvent;

/** The format in which a feed writes an event: its text byte for byte, with the framing of the format. */
@FunctionalInterface
interface EventFormat {
    void append(StringBuilder text, StoredEvent event, String epoch);
}
