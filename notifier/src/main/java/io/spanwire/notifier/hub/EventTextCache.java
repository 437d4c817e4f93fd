package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StoredEvent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches the formatted text of the last few events, so that an event for a thousand sockets is formatted once. Belongs
 * to one event loop; bounded.
 */
public final class EventTextCache {
    private static final int SLOTS = 64;

    private final Function<StoredEvent, String> format;
    private final @Nullable StoredEvent[] events = new StoredEvent[SLOTS];
    private final String[] texts = new String[SLOTS];

    EventTextCache(Function<StoredEvent, String> format) {
        this.format = format;
    }

    /** The event in this cache's format. */
    @SuppressWarnings("ReferenceEquality") // all subscribers get the same object; comparing texts is slow
    public String text(StoredEvent event) {
        int slot = (int) (event.version() & (SLOTS - 1));
        if (events[slot] != event) {
            events[slot] = event;
            texts[slot] = format.apply(event);
        }
        return texts[slot];
    }
}
