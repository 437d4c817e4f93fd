package io.spanwire.notifier.socket;

import java.time.Duration;

/** Settings of sockets that reach their limits soon. */
final class TestSocketSettings {
    private TestSocketSettings() {}

    static SocketSettings limits(int subscriptions, int sends, int frames) {
        return settings(subscriptions, sends, frames, Duration.ofSeconds(25), Duration.ofSeconds(10));
    }

    static SocketSettings heartbeat(Duration interval, Duration timeout) {
        return settings(100, 128, 200, interval, timeout);
    }

    private static SocketSettings settings(
            int subscriptions, int sends, int frames, Duration heartbeat, Duration heartbeatTimeout) {
        SocketSettings usual = SocketSettings.defaults();
        return new SocketSettings(
                subscriptions,
                sends,
                frames,
                usual.buffer(),
                heartbeat,
                heartbeatTimeout,
                usual.timeout(),
                usual.spread(),
                usual.drain());
    }
}
