package io.spanwire.acceptance.history;

import java.util.List;

/**
 * The history checker: compares a recorded history with what the server stored and reports every rule that is violated.
 * Pure: the same input gives the same violations. Time and memory grow with n log n of the history.
 *
 * <p>A command whose response was lost may or may not be decided, at most once. Every outcome and event that
 * a client received must be stored, once, in an order that agrees with real time.
 */
public final class Checker {
    private Checker() {}

    /** Returns the violations; none if both histories can be true together. */
    public static List<Violation> check(List<HistoryEntry> entries, StoredHistory stored) {
        RecordedHistory recorded = RecordedHistory.of(entries);
        ViolationCollector violations = new ViolationCollector();
        new OutcomeRules(recorded, stored, violations).check();
        new EventRules(recorded, stored, violations).check();
        new RealTimeRules(recorded, stored, violations).check();
        new SubscriptionRules(recorded, stored, violations).check();
        new FeedRules(stored, violations).check(entries);
        new StoredHistoryRules(stored, violations).check();
        return violations.all();
    }
}
