package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.util.Optional;
import java.util.OptionalLong;

/** A frame a client sent, read. */
sealed interface ClientFrame {
    /** {@code {}}: I am still here. */
    record Heartbeat() implements ClientFrame {}

    /** Send a command. */
    record Send(long id, StreamId stream, String command, JsonNode data, Optional<String> key, OptionalLong expect)
            implements ClientFrame {}

    /** Follow a stream. */
    record Subscribe(long id, StreamId stream, StartPoint after, Optional<String> epoch) implements ClientFrame {}

    /** Stop following a stream. */
    record Unsubscribe(long id, StreamId stream) implements ClientFrame {}

    /** Here is a newer token of the same caller. */
    record Refresh(long id, String token) implements ClientFrame {}

    /** It says what it wants, but not properly. */
    record Unclear(long id, Problem problem) implements ClientFrame {}

    /** It cannot even be answered. */
    record Unreadable() implements ClientFrame {}
}
