package io.spanwire.acceptance.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check of what reactions and timers have done: every effect that must exist does so once, and no other exists. */
public final class EffectChecker {
    private EffectChecker() {}

    /**
     * An effect that must exist.
     *
     * @param causation what its event names as its cause
     * @param notBefore the earliest time of its event, by the worker's clock
     */
    public record Expected(String causation, Instant notBefore) {}

    /** @param effects the stored events of reactions and timers, as CloudEvents */
    public static List<Violation> check(Collection<Expected> expected, List<JsonNode> effects) {
        ViolationCollector violations = new ViolationCollector();
        Map<String, Integer> found = new HashMap<>();
        Map<String, Expected> known = new HashMap<>();
        expected.forEach(each -> known.put(each.causation(), each));
        for (JsonNode effect : effects) {
            String causation = effect.path("causationid").asText();
            found.merge(causation, 1, Integer::sum);
            @Nullable Expected cause = known.get(causation);
            if (cause == null) {
                violations.add(Rule.EFFECT_ONCE, "%s has the unexpected cause %s", name(effect), causation);
            } else if (Instant.parse(effect.path("time").asText()).isBefore(cause.notBefore())) {
                violations.add(
                        Rule.TIMER_NOT_EARLY,
                        "%s is of %s, before %s",
                        name(effect),
                        effect.path("time").asText(),
                        cause.notBefore());
            }
        }
        known.keySet().forEach(causation -> {
            int times = found.getOrDefault(causation, 0);
            if (times != 1) {
                violations.add(Rule.EFFECT_ONCE, "%s has %d effects", causation, times);
            }
        });
        return violations.all();
    }

    private static String name(JsonNode effect) {
        return effect.path("source").asText() + '/' + effect.path("id").asText();
    }
}
