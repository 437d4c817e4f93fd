package io.spanwire.notifier.http;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.time.Duration;
import java.util.Optional;

/**
 * A request for one page of a stream.
 *
 * @param limit the maximum number of events, 1 to {@link #MAX_LIMIT}; a page also ends at a size in bytes
 * @param maxWait how long to wait for the first event when there is none yet; zero answers immediately
 * @param epoch the epoch of the client's version, if it sent one
 */
public record PageRequest(StreamId stream, StartPoint after, int limit, Duration maxWait, Optional<String> epoch) {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;
    public static final Duration MAX_WAIT = Duration.ofSeconds(60);

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT);
        }
        if (maxWait.isNegative() || maxWait.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is 0 to " + MAX_WAIT.toSeconds() + " seconds");
        }
    }
}
