package io.spanwire.notifier.http;

import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.history.FeedFilter;
import java.time.Duration;

/**
 * A request for one page of a feed.
 *
 * @param limit the maximum number of events, 1 to {@link PageRequest#MAX_LIMIT}; a page also ends at a size in bytes
 * @param maxWait how long to wait for the first event when there is none yet; zero answers immediately
 */
public record FeedPageRequest(FeedFilter filter, FeedStart after, int limit, Duration maxWait) {}
