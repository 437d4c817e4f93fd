package io.spanwire.acceptance.history;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Real-time order: a version that a client learned from a result, an event or a read existed by then. Commands and reads
 * that start later must come after it. (Linearizability of one register per stream whose value only grows; for that, one
 * pass over the sorted times is complete. See Herlihy and Wing, 1990.)
 */
final class RealTimeRules {
    private final RecordedHistory recorded;
    private final StoredHistory stored;
    private final ViolationCollector violations;
    private final Map<String, TreeMap<Long, Long>> known = new HashMap<>();

    RealTimeRules(RecordedHistory recorded, StoredHistory stored, ViolationCollector violations) {
        this.recorded = recorded;
        this.stored = stored;
        this.violations = violations;
    }

    void check() {
        collectKnown();
        known.values().forEach(RealTimeRules::accumulate);
        stored.outcomes().stream().filter(StoredHistory.Outcome::isAccepted).forEach(this::checkOrder);
        recorded.reads().forEach(this::checkFresh);
    }

    private void collectKnown() {
        for (UUID command : recorded.attemptedCommands()) {
            HistoryEntry.Invoked invoked = recorded.invoked().get(command);
            for (HistoryEntry.AttemptEnded attempt : recorded.attempts(command)) {
                if (invoked != null && attempt.result() instanceof AttemptResult.Accepted accepted) {
                    addKnown(invoked.stream(), attempt.at(), accepted.version());
                }
            }
        }
        for (RecordedHistory.Subscription subscription : recorded.subscriptions()) {
            subscription.received.forEach(event -> addKnown(subscription.start.stream(), event.at(), event.version()));
        }
        recorded.reads().forEach(read -> addKnown(read.stream(), read.at(), read.version()));
    }

    private void addKnown(String stream, long at, long version) {
        known.computeIfAbsent(stream, name -> new TreeMap<>()).merge(at, version, Math::max);
    }

    /** Sets each time's version to the highest known by then. */
    private static void accumulate(NavigableMap<Long, Long> versions) {
        long highest = 0;
        for (Map.Entry<Long, Long> entry : versions.entrySet()) {
            highest = Math.max(highest, entry.getValue());
            entry.setValue(highest);
        }
    }

    private long knownBefore(String stream, long at) {
        TreeMap<Long, Long> versions = known.get(stream);
        Map.Entry<Long, Long> last = versions == null ? null : versions.lowerEntry(at);
        return last == null ? 0 : last.getValue();
    }

    private void checkOrder(StoredHistory.Outcome outcome) {
        HistoryEntry.Invoked invoked = recorded.invoked().get(outcome.command());
        if (invoked == null) {
            return;
        }
        long before = knownBefore(outcome.stream(), invoked.at());
        if (outcome.base() < before) {
            violations.add(
                    Rule.REAL_TIME,
                    "%s was sent when version %d was known, but has %s",
                    invoked.command(),
                    before,
                    outcome);
        }
    }

    private void checkFresh(HistoryEntry.Read read) {
        long before = knownBefore(read.stream(), read.sentAt());
        if (read.version() < before) {
            violations.add(Rule.FRESH_READS, "version %d was known before %s was sent", before, read);
        }
    }
}
