package io.spanwire.notifier.hub;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether history still has all that it once had: an older copy of the database in the place of the newer one has not. Told
 * by one caller at a time, asked by any thread.
 */
final class HistoryLossDetector {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLossDetector.class);

    private volatile long missing;

    /**
     * Compares what is known with what there is.
     *
     * @param known last positions, each seen before history was asked; only then is a smaller head a loss, not a race
     * @param heads what history answered
     */
    void compare(Map<Integer, Long> known, Map<Integer, Long> heads) {
        long before = missing;
        long now = known.entrySet().stream()
                .mapToLong(seen -> Math.max(0, seen.getValue() - heads.getOrDefault(seen.getKey(), 0L)))
                .sum();
        missing = now;
        if (before == 0 && now > 0) {
            LOG.error("history lacks committed events, its database seems to be an older copy events={}", now);
        } else if (before > 0 && now == 0) {
            LOG.info("history has all committed events again");
        }
    }

    /** Committed events that history does not have; 0 when all is well. */
    long missing() {
        return missing;
    }
}
