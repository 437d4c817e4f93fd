package io.spanwire.notifier.hub;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that history has lost events, because its database was replaced by an older copy. One caller at a time
 * compares; any thread reads the result.
 */
final class HistoryLossDetector {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLossDetector.class);

    /** Committed events that are missing from history; 0 if none. */
    private volatile long missing;

    /**
     * Compares the known positions with those in history.
     *
     * @param known last positions, each seen before history was read; only then is a smaller head a loss and not a race
     * @param heads the last positions that history returned
     */
    void compare(Map<Integer, Long> known, Map<Integer, Long> heads) {
        long before = missing;
        long now = known.entrySet().stream()
                .mapToLong(seen -> Math.max(0, seen.getValue() - heads.getOrDefault(seen.getKey(), 0L)))
                .sum();
        missing = now;
        if (before == 0 && now > 0) {
            LOG.error("history lacks committed events, the database seems to be an older copy events={}", now);
        } else if (before > 0 && now == 0) {
            LOG.info("history has all committed events again");
        }
    }

    /** Committed events that history does not have; 0 when all is well. */
    long missing() {
        return missing;
    }
}
