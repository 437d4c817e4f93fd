package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What clients were told of their commands against the outcomes kept. */
final class OutcomeRules {
    private final RecordedHistory told;
    private final Map<UUID, List<StoredHistory.Outcome>> kept = new HashMap<>();
    private final ViolationCollector findings;

    OutcomeRules(RecordedHistory told, StoredHistory kept, ViolationCollector findings) {
        this.told = told;
        this.findings = findings;
        kept.outcomes().forEach(outcome -> this.kept
                .computeIfAbsent(outcome.command(), id -> new ArrayList<>())
                .add(outcome));
    }

    void check() {
        kept.forEach(this::once);
        kept.values().forEach(outcomes -> outcomes.forEach(this::asked));
        told.answeredCommands().forEach(this::asTold);
        told.invoked().values().forEach(this::asExpected);
    }

    private void once(UUID command, List<StoredHistory.Outcome> outcomes) {
        if (outcomes.size() > 1) {
            findings.add(Rule.ONE_OUTCOME, "%s has %d outcomes: %s", command, outcomes.size(), outcomes);
        }
    }

    private void asked(StoredHistory.Outcome outcome) {
        HistoryEntry.Invoked invoked = told.invoked().get(outcome.command());
        if (invoked == null) {
            findings.add(Rule.NOTHING_UNASKED, "nobody sent the command of %s", outcome);
        } else if (!invoked.stream().equals(outcome.stream())
                || !invoked.actor().equals(outcome.actor())) {
            findings.add(Rule.NOTHING_UNASKED, "%s is not what was sent: %s", outcome, invoked);
        }
    }

    private void asTold(UUID command) {
        List<AttemptResult> answers = told.answers(command).stream()
                .map(HistoryEntry.Answered::answer)
                .toList();
        List<AttemptResult> outcomes =
                answers.stream().filter(AttemptResult::settles).distinct().toList();
        if (outcomes.size() > 1) {
            findings.add(
                    Rule.ONE_OUTCOME, "clients were told %d outcomes of %s: %s", outcomes.size(), command, outcomes);
        }
        outcomes.forEach(answer -> isKept(command, answer));
        if (answers.stream().dropWhile(answer -> !answer.settles()).anyMatch(AttemptResult.Failed.class::isInstance)) {
            findings.add(Rule.ONE_OUTCOME, "%s failed after its outcome: %s", command, answers);
        }
        boolean nothing = !answers.isEmpty() && answers.stream().allMatch(OutcomeRules::leavesNothing);
        if (nothing && kept.containsKey(command)) {
            findings.add(
                    Rule.REFUSED_LEAVES_NOTHING, "%s was answered %s, yet has %s", command, answers, kept.get(command));
        }
    }

    private static boolean leavesNothing(AttemptResult answer) {
        return answer instanceof AttemptResult.Refused || answer instanceof AttemptResult.Failed;
    }

    private void isKept(UUID command, AttemptResult answer) {
        List<StoredHistory.Outcome> outcomes = kept.getOrDefault(command, List.of());
        if (outcomes.isEmpty()) {
            findings.add(Rule.ONE_OUTCOME, "%s was told %s, and no outcome is kept", command, answer);
        }
        for (StoredHistory.Outcome outcome : outcomes) {
            if (!matches(answer, outcome)) {
                findings.add(Rule.ONE_OUTCOME, "%s was told %s, but kept is %s", command, answer, outcome);
            }
        }
    }

    private static boolean matches(AttemptResult answer, StoredHistory.Outcome outcome) {
        if (answer instanceof AttemptResult.Accepted accepted) {
            return outcome.isAccepted() && accepted.version() == outcome.last() && accepted.events() == outcome.count();
        }
        return answer instanceof AttemptResult.Rejected rejected && Objects.equals(rejected.code(), outcome.problem());
    }

    private void asExpected(HistoryEntry.Invoked invoked) {
        Long expected = invoked.expected();
        if (expected == null) {
            return;
        }
        for (StoredHistory.Outcome outcome : kept.getOrDefault(invoked.command(), List.of())) {
            if (outcome.isAccepted() && outcome.base() != expected) {
                findings.add(
                        Rule.EXPECTED_VERSION, "%s expected version %d, accepted is %s", invoked, expected, outcome);
            }
        }
    }
}
