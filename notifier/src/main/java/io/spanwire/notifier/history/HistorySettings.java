package io.spanwire.notifier.history;

import java.time.Duration;
import java.util.Map;

/**
 * Limits of reading history.
 *
 * @param firstPageEvents maximum events of a subscription's first page, few so that its first event comes soon
 * @param pageEvents maximum events of every other page
 * @param pageBytes maximum bytes of text per page, unless one event alone is larger
 * @param maxReads concurrent reads; further ones are queued
 * @param maxQueued reads in the queue; further ones fail as unavailable
 * @param timeout of one read, from the moment it starts
 * @param maxAttempts failed reads in a row after which a subscription fails
 */
public record HistorySettings(
        int firstPageEvents,
        int pageEvents,
        int pageBytes,
        int maxReads,
        int maxQueued,
        Duration timeout,
        int maxAttempts) {
    public HistorySettings {
        if (firstPageEvents < 1
                || pageEvents < 1
                || pageBytes < 1
                || maxReads < 1
                || maxQueued < 0
                || maxAttempts < 1
                || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("Every history limit must be positive");
        }
    }

    /**
     * The settings of PostgreSQL that connections for history need. A prepared statement is planned without its values, and
     * then a range of positions is taken for a few dozen rows, to be collected and sorted, though it has many thousands, of
     * which the first few hundred are wanted.
     */
    public static Map<String, String> connectionProperties() {
        return Map.of("enable_bitmapscan", "off");
    }

    public static HistorySettings defaults() {
        return new HistorySettings(128, 1024, 1024 * 1024, 8, 20_000, Duration.ofSeconds(5), 30);
    }
}
