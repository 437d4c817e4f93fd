package io.spanwire.notifier;

import io.spanwire.notifier.feed.FeedSettings;
import io.spanwire.notifier.history.HistorySettings;
import io.spanwire.notifier.socket.SocketSettings;
import java.time.Duration;

/**
 * All bounds of the notifier.
 *
 * @param tailBytes heap for the newest events of all streams, in bytes, counting two per character
 * @param sweep how often history is asked for events that Kafka did not deliver
 */
public record NotifierSettings(
        long tailBytes, Duration sweep, HistorySettings history, SocketSettings sockets, FeedSettings feeds) {
    private static final long MEBI = 1024 * 1024;

    public NotifierSettings {
        if (tailBytes < MEBI || sweep.toMillis() < 1) {
            throw new IllegalArgumentException("The hot tail has at least 1 MiB, and a sweep takes time");
        }
    }

    /** 64 MiB of tail, a sweep every 5 s. */
    public static NotifierSettings defaults() {
        return new NotifierSettings(
                64 * MEBI,
                Duration.ofSeconds(5),
                HistorySettings.defaults(),
                SocketSettings.defaults(),
                FeedSettings.defaults());
    }

    /** The same with another tail. */
    public NotifierSettings withTailBytes(long bytes) {
        return new NotifierSettings(bytes, sweep, history, sockets, feeds);
    }

    /** The same with other bounds of reading history. */
    public NotifierSettings withHistory(HistorySettings other) {
        return new NotifierSettings(tailBytes, sweep, other, sockets, feeds);
    }

    /** The same with other bounds of sockets. */
    public NotifierSettings withSockets(SocketSettings other) {
        return new NotifierSettings(tailBytes, sweep, history, other, feeds);
    }

    /** The same with other bounds of feeds. */
    public NotifierSettings withFeeds(FeedSettings other) {
        return new NotifierSettings(tailBytes, sweep, history, sockets, other);
    }

    /** The same with another sweep. */
    public NotifierSettings withGapScan(Duration every) {
        return new NotifierSettings(tailBytes, every, history, sockets, feeds);
    }
}
