package io.spanwire.notifier;

import io.spanwire.notifier.history.HistorySettings;
import io.spanwire.notifier.http.ResponseSettings;
import io.spanwire.notifier.socket.SocketSettings;
import java.time.Duration;

/**
 * All limits of the notifier.
 *
 * @param tailBytes heap for the newest events of all streams, in bytes
 * @param gapScanInterval how often history is checked for events that Kafka did not deliver
 */
public record NotifierSettings(
        long tailBytes,
        Duration gapScanInterval,
        HistorySettings history,
        SocketSettings sockets,
        ResponseSettings feeds) {
    private static final long MEBI = 1024 * 1024;

    public NotifierSettings {
        if (tailBytes < MEBI || gapScanInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "The hot tail needs at least 1 MiB, and the gap scan interval at least 1 ms");
        }
    }

    /** 64 MiB of hot tail, a gap scan every 5 s. */
    public static NotifierSettings defaults() {
        return new NotifierSettings(
                64 * MEBI,
                Duration.ofSeconds(5),
                HistorySettings.defaults(),
                SocketSettings.defaults(),
                ResponseSettings.defaults());
    }

    public NotifierSettings withTailBytes(long bytes) {
        return new NotifierSettings(bytes, gapScanInterval, history, sockets, feeds);
    }
}
