package io.spanwire.notifier.history;

import java.time.Duration;

/**
 * Bounds of reading history.
 *
 * @param pageEvents events in a page at most
 * @param pageBytes bytes of text in a page at most, unless one event alone is larger
 * @param reads reads at the same time; further ones wait
 * @param waiting reads that may wait; further ones fail as unavailable
 * @param timeout of one read, once it is its turn
 * @param attempts failed reads in a row before a subscription is given up
 */
public record HistorySettings(int pageEvents, int pageBytes, int reads, int waiting, Duration timeout, int attempts) {
    public HistorySettings {
        if (pageEvents < 1 || pageBytes < 1 || reads < 1 || waiting < 0 || attempts < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("Every bound of reading history is positive");
        }
    }

    public static HistorySettings defaults() {
        return new HistorySettings(256, 1024 * 1024, 8, 20_000, Duration.ofSeconds(5), 30);
    }
}
