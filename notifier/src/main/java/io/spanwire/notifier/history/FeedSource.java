package io.spanwire.notifier.history;

import io.spanwire.bus.message.FeedToken;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * A store of all committed events by partition and position. Every result is a committed state at least as new as the
 * call. Any thread may call; a failed future means that history cannot be read right now.
 */
public interface FeedSource {
    /** How far every partition goes. */
    Future<FeedToken> heads();

    /**
     * A place before every event with this time or a later one, as far back as clocks that differ by some seconds may
     * require.
     */
    Future<FeedToken> before(Instant time);

    /**
     * The next events of a feed behind a place: as many as the limits of a page allow. It leads further than {@code after}
     * as long as that is before {@code to}, if only past events that the feed does not have.
     *
     * @param to the last positions wanted
     */
    Future<FeedPage> page(FeedFilter filter, FeedToken after, FeedToken to, FeedShares shares);
}
