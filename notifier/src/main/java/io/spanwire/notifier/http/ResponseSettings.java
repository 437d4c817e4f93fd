package io.spanwire.notifier.http;

import java.time.Duration;

/**
 * Limits of HTTP feeds.
 *
 * @param pageBytes bytes of event text after which a page ends
 * @param buffer bytes written to a response but not sent, above which its cursor waits
 * @param heartbeat interval of comments on an idle event stream; a client that reads nothing for three intervals is
 *     disconnected
 * @param spread period over which clients should reconnect when this server stops
 */
public record ResponseSettings(int pageBytes, int buffer, Duration heartbeat, Duration spread) {
    public static ResponseSettings defaults() {
        return new ResponseSettings(1024 * 1024, 128 * 1024, Duration.ofSeconds(15), Duration.ofSeconds(5));
    }
}
