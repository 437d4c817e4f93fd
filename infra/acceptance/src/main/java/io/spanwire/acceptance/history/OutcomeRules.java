package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Rules that compare the results that clients received with the stored outcomes. */
final class OutcomeRules {
    private final RecordedHistory recorded;
    private final Map<UUID, List<StoredHistory.Outcome>> stored = new HashMap<>();
    private final ViolationCollector violations;

    OutcomeRules(RecordedHistory recorded, StoredHistory stored, ViolationCollector violations) {
        this.recorded = recorded;
        this.violations = violations;
        stored.outcomes().forEach(outcome -> this.stored
                .computeIfAbsent(outcome.command(), id -> new ArrayList<>())
                .add(outcome));
    }

    void check() {
        stored.forEach(this::checkSingle);
        stored.values().forEach(outcomes -> outcomes.forEach(this::checkSent));
        recorded.attemptedCommands().forEach(this::checkResults);
        recorded.invoked().values().forEach(this::checkExpectedVersion);
    }

    private void checkSingle(UUID command, List<StoredHistory.Outcome> outcomes) {
        if (outcomes.size() > 1) {
            violations.add(Rule.ONE_OUTCOME, "%s has %d outcomes: %s", command, outcomes.size(), outcomes);
        }
    }

    private void checkSent(StoredHistory.Outcome outcome) {
        HistoryEntry.Invoked invoked = recorded.invoked().get(outcome.command());
        if (invoked == null) {
            violations.add(Rule.ONLY_SENT_COMMANDS, "no client sent the command of %s", outcome);
        } else if (!invoked.stream().equals(outcome.stream())
                || !invoked.actor().equals(outcome.actor())) {
            violations.add(Rule.ONLY_SENT_COMMANDS, "%s differs from what was sent: %s", outcome, invoked);
        }
    }

    private void checkResults(UUID command) {
        List<AttemptResult> results = recorded.attempts(command).stream()
                .map(HistoryEntry.AttemptEnded::result)
                .toList();
        List<AttemptResult> outcomes =
                results.stream().filter(AttemptResult::hasOutcome).distinct().toList();
        if (outcomes.size() > 1) {
            violations.add(
                    Rule.ONE_OUTCOME, "clients received %d outcomes of %s: %s", outcomes.size(), command, outcomes);
        }
        outcomes.forEach(outcome -> checkStored(command, outcome));
        if (results.stream()
                .dropWhile(result -> !result.hasOutcome())
                .anyMatch(AttemptResult.Failed.class::isInstance)) {
            violations.add(Rule.ONE_OUTCOME, "%s failed after its outcome: %s", command, results);
        }
        boolean refused = !results.isEmpty() && results.stream().allMatch(OutcomeRules::hasNoEffect);
        if (refused && stored.containsKey(command)) {
            violations.add(
                    Rule.REFUSED_HAS_NO_OUTCOME,
                    "%s has the results %s and the stored outcomes %s",
                    command,
                    results,
                    stored.get(command));
        }
    }

    private static boolean hasNoEffect(AttemptResult result) {
        return result instanceof AttemptResult.Refused || result instanceof AttemptResult.Failed;
    }

    private void checkStored(UUID command, AttemptResult received) {
        List<StoredHistory.Outcome> outcomes = stored.getOrDefault(command, List.of());
        if (outcomes.isEmpty()) {
            violations.add(Rule.ONE_OUTCOME, "%s: clients received %s, no outcome is stored", command, received);
        }
        for (StoredHistory.Outcome outcome : outcomes) {
            if (!matches(received, outcome)) {
                violations.add(Rule.ONE_OUTCOME, "%s: clients received %s, stored is %s", command, received, outcome);
            }
        }
    }

    private static boolean matches(AttemptResult received, StoredHistory.Outcome outcome) {
        if (received instanceof AttemptResult.Accepted accepted) {
            return outcome.isAccepted() && accepted.version() == outcome.last() && accepted.events() == outcome.count();
        }
        return received instanceof AttemptResult.Rejected rejected
                && Objects.equals(rejected.code(), outcome.problem());
    }

    private void checkExpectedVersion(HistoryEntry.Invoked invoked) {
        Long expected = invoked.expected();
        if (expected == null) {
            return;
        }
        for (StoredHistory.Outcome outcome : stored.getOrDefault(invoked.command(), List.of())) {
            if (outcome.isAccepted() && outcome.base() != expected) {
                violations.add(
                        Rule.EXPECTED_VERSION, "%s expected version %d, accepted is %s", invoked, expected, outcome);
            }
        }
    }
}
