package io.spanwire.notifier.feed;

import java.time.Duration;

/**
 * Bounds of HTTP feeds.
 *
 * @param pageBytes bytes of event text after which a page ends
 * @param buffer bytes written to a response but not sent, behind which its cursor waits
 * @param heartbeat how often an event stream without events is sent a comment; a client that takes nothing for three is gone
 * @param spread over how much time clients should come back when this server stops
 */
public record FeedSettings(int pageBytes, int buffer, Duration heartbeat, Duration spread) {
    public static FeedSettings defaults() {
        return new FeedSettings(1024 * 1024, 128 * 1024, Duration.ofSeconds(15), Duration.ofSeconds(5));
    }
}
