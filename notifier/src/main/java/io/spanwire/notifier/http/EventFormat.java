package io.spanwire.notifier.http;

import io.spanwire.bus.message.EventText;
import io.spanwire.notifier.history.HistoryPage;
import io.vertx.core.buffer.Buffer;

/** The format in which a feed writes its events: their texts byte for byte, with the framing around them. */
interface EventFormat {
    void append(Buffer out, long version, EventText text);

    /** Appends events of a page, both inclusive. */
    default void append(Buffer out, HistoryPage page, long from, long to) {
        for (long version = from; version <= to; version++) {
            append(out, version, page.text(version));
        }
    }

    /** What follows when replay has reached live events at this version; may be empty. */
    String caughtUp(long version);
}
