package io.spanwire.notifier.history;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.StoredEvent;
import java.time.Instant;
import java.util.Set;

/**
 * Which events a reader of a feed wants.
 *
 * @param types of events, as they are stored; empty for all
 * @param since the time before which events are left out; {@link Instant#EPOCH} for none
 */
public record FeedFilter(FeedName feed, Set<String> types, Instant since) {
    public FeedFilter {
        types = Set.copyOf(types);
    }

    /** All events of a feed. */
    public FeedFilter(FeedName feed) {
        this(feed, Set.of(), Instant.EPOCH);
    }

    public FeedFilter withTypes(Set<String> stored) {
        return new FeedFilter(feed, stored, since);
    }

    /** Whether it has an event. */
    public boolean matches(StoredEvent event) {
        return feed.contains(event.stream())
                && (types.isEmpty() || types.contains(EventJson.type(event)))
                && (since.equals(Instant.EPOCH) || !EventJson.time(event).isBefore(since));
    }

    /** The lowest name of a stream that the feed may have, by bytes. */
    String lowestStream() {
        return feed.type().map(type -> type + '/').orElse("");
    }

    /** The lowest name above all of the feed's. {@code 0} follows the slash, and a brace the letters. */
    String streamsEnd() {
        return feed.type().map(type -> type + '0').orElse("{");
    }
}
