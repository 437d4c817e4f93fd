package io.spanwire.notifier.http;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.util.Optional;

/**
 * A request for a stream as a feed.
 *
 * @param after where to start; the client's {@code Last-Event-ID} if it sent one
 * @param epoch the history the client knows, if it says so, also within that id
 */
public record StreamRequest(StreamId stream, StartPoint after, Optional<String> epoch) {}
