package io.spanwire.notifier.http;

import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.history.FeedFilter;

/** A request for a feed as a stream of events. */
public record FeedRequest(FeedFilter filter, FeedStart after) {}
