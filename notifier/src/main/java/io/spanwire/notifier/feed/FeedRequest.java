package io.spanwire.notifier.feed;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.util.Optional;

/**
 * A stream as a feed.
 *
 * @param after where to begin; the client's {@code Last-Event-ID} if it has one
 * @param epoch the history the client knows, if it says so, be it in that id
 */
public record FeedRequest(StreamId stream, StartPoint after, Optional<String> epoch) {}
