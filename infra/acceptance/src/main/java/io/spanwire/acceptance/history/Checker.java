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
    public static List<Violation> check(List<Entry> entries, Kept kept) {
        Told told = Told.of(entries);
        Findings findings = new Findings();
        new OutcomeRules(told, kept, findings).check();
        new EventRules(told, kept, findings).check();
        new OrderRules(told, kept, findings).check();
        new WatchRules(told, kept, findings).check();
        new KeptRules(kept, findings).check();
        return findings.all();
    }
}
