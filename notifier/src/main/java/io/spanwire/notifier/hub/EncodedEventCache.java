package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StoredEvent;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches the encoded form of the last few events, so that an event for a thousand sockets is encoded once. Belongs to
 * one event loop; bounded. Its buffers are shared: nobody changes them.
 */
public final class EncodedEventCache {
    private static final int SLOTS = 64;

    private final Function<StoredEvent, Buffer> encoding;
    private final @Nullable StoredEvent[] events = new StoredEvent[SLOTS];
    private final Buffer[] encoded = new Buffer[SLOTS];

    EncodedEventCache(Function<StoredEvent, Buffer> encoding) {
        this.encoding = encoding;
    }

    /** Forgets all events. */
    void clear() {
        Arrays.fill(events, null);
        Arrays.fill(encoded, Buffer.buffer());
    }

    /** The event in this cache's encoding. */
    @SuppressWarnings("ReferenceEquality") // all subscribers get the same object; comparing texts is slow
    public Buffer encoded(StoredEvent event) {
        int slot = (int) (event.version() & (SLOTS - 1));
        if (events[slot] != event) {
            events[slot] = event;
            encoded[slot] = encoding.apply(event);
        }
        return encoded[slot];
    }
}
