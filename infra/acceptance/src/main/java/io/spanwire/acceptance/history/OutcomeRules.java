package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What clients were told of their commands against the outcomes kept. */
final class OutcomeRules {
    private final Told told;
    private final Map<UUID, List<Kept.Outcome>> kept = new HashMap<>();
    private final Findings findings;

    OutcomeRules(Told told, Kept kept, Findings findings) {
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

    private void once(UUID command, List<Kept.Outcome> outcomes) {
        if (outcomes.size() > 1) {
            findings.add(Rule.ONE_OUTCOME, "%s has %d outcomes: %s", command, outcomes.size(), outcomes);
        }
    }

    private void asked(Kept.Outcome outcome) {
        Entry.Invoked invoked = told.invoked().get(outcome.command());
        if (invoked == null) {
            findings.add(Rule.NOTHING_UNASKED, "nobody sent the command of %s", outcome);
        } else if (!invoked.stream().equals(outcome.stream())
                || !invoked.actor().equals(outcome.actor())) {
            findings.add(Rule.NOTHING_UNASKED, "%s is not what was sent: %s", outcome, invoked);
        }
    }

    private void asTold(UUID command) {
        List<Answer> answers =
                told.answers(command).stream().map(Entry.Answered::answer).toList();
        List<Answer> outcomes =
                answers.stream().filter(Answer::settles).distinct().toList();
        if (outcomes.size() > 1) {
            findings.add(
                    Rule.ONE_OUTCOME, "clients were told %d outcomes of %s: %s", outcomes.size(), command, outcomes);
        }
        outcomes.forEach(answer -> isKept(command, answer));
        boolean refused = !answers.isEmpty() && answers.stream().allMatch(Answer.Refused.class::isInstance);
        if (refused && kept.containsKey(command)) {
            findings.add(Rule.REFUSED_LEAVES_NOTHING, "%s was refused, yet has %s", command, kept.get(command));
        }
    }

    private void isKept(UUID command, Answer answer) {
        List<Kept.Outcome> outcomes = kept.getOrDefault(command, List.of());
        if (outcomes.isEmpty()) {
            findings.add(Rule.ONE_OUTCOME, "%s was told %s, and no outcome is kept", command, answer);
        }
        for (Kept.Outcome outcome : outcomes) {
            if (!matches(answer, outcome)) {
                findings.add(Rule.ONE_OUTCOME, "%s was told %s, but kept is %s", command, answer, outcome);
            }
        }
    }

    private static boolean matches(Answer answer, Kept.Outcome outcome) {
        if (answer instanceof Answer.Accepted accepted) {
            return outcome.isAccepted() && accepted.version() == outcome.last() && accepted.events() == outcome.count();
        }
        return answer instanceof Answer.Rejected rejected && Objects.equals(rejected.code(), outcome.problem());
    }

    private void asExpected(Entry.Invoked invoked) {
        Long expected = invoked.expected();
        if (expected == null) {
            return;
        }
        for (Kept.Outcome outcome : kept.getOrDefault(invoked.command(), List.of())) {
            if (outcome.isAccepted() && outcome.base() != expected) {
                findings.add(
                        Rule.EXPECTED_VERSION, "%s expected version %d, accepted is %s", invoked, expected, outcome);
            }
        }
    }
}
