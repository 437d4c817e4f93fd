package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.history.FeedFilter;
import java.util.Optional;
import java.util.OptionalLong;

/** A parsed frame of a client. */
sealed interface ClientFrame {
    /** {@code {}}: the client is alive. */
    record Heartbeat() implements ClientFrame {}

    /** Sends a command. */
    record Send(long id, StreamId stream, String command, JsonNode data, Optional<String> key, OptionalLong expect)
            implements ClientFrame {}

    /** Subscribes to a stream. */
    record Subscribe(long id, StreamId stream, StartPoint after, Optional<String> epoch) implements ClientFrame {}

    /** Subscribes to a feed. */
    record SubscribeFeed(long id, FeedFilter filter, FeedStart after) implements ClientFrame {}

    /** Ends the subscription of a stream or feed. */
    record Unsubscribe(long id, String name) implements ClientFrame {}

    /** Presents a newer token of the same caller. */
    record Refresh(long id, String token) implements ClientFrame {}

    /** Has an id and a known verb, but an invalid body. */
    record Invalid(long id, Problem problem) implements ClientFrame {}

    /** Has no JSON, no id or no known verb, and cannot be answered. */
    record Unreadable() implements ClientFrame {}
}
