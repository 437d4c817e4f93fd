package io.spanwire.acceptance.history;

import java.util.List;

/**
 * Holds a recorded history against what the server kept and says every rule that does not hold. Pure: the same input gives
 * the same findings. Time and memory grow with the history, n log n.
 *
 * <p>What a client could not know is never held against the server: a command whose answer was lost may or may not be
 * decided, once. What anybody was told, or saw, must be there, once, in an order that agrees with real time.
 */
public final class Checker {
    private Checker() {}

    /** Empty when the history can be true. */
    public static List<Violation> check(List<HistoryEntry> entries, StoredHistory kept) {
        RecordedHistory told = RecordedHistory.of(entries);
        ViolationCollector findings = new ViolationCollector();
        new OutcomeRules(told, kept, findings).check();
        new EventRules(told, kept, findings).check();
        new RealTimeRules(told, kept, findings).check();
        new SubscriptionRules(told, kept, findings).check();
        new StoredHistoryRules(kept, findings).check();
        return findings.all();
    }
}
