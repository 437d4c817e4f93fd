package io.spanwire.notifier.feed;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.time.Duration;
import java.util.Optional;

/**
 * A page of a stream.
 *
 * @param limit events at most, 1 to {@link #LARGEST}; the text's size ends a page too
 * @param patience how long to wait for the first event when there is none yet; zero answers at once
 * @param epoch the history the client knows, if it says so
 */
public record PageRequest(StreamId stream, StartPoint after, int limit, Duration patience, Optional<String> epoch) {
    /** Events in a page when the client does not say. */
    public static final int USUAL = 100;

    /** Events in a page at most. */
    public static final int LARGEST = 1000;

    /** The longest wait. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(60);

    public PageRequest {
        if (limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("limit is 1 to " + LARGEST);
        }
        if (patience.isNegative() || patience.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is 0 to " + MAX_WAIT.toSeconds() + " seconds");
        }
    }
}
