package io.spanwire.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.history.EffectChecker.Expected;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectCheckerTest {
    private static final Instant DUE = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<Expected> EXPECTED =
            List.of(new Expected("job/a/1", Instant.EPOCH), new Expected("job/b/1", DUE));

    @Test
    void everyEffectOnceIsValid() {
        assertThat(EffectChecker.check(EXPECTED, List.of(effect("job/b/1", DUE), effect("job/a/1", DUE))))
                .isEmpty();
    }

    @Test
    void lostRepeatedForeignAndEarlyEffectsAreFound() {
        assertThat(rules(effect("job/a/1", DUE))).containsExactly(Rule.EFFECT_ONCE);
        assertThat(rules(effect("job/a/1", DUE), effect("job/a/1", DUE), effect("job/b/1", DUE)))
                .containsExactly(Rule.EFFECT_ONCE);
        assertThat(rules(effect("job/a/1", DUE), effect("job/b/1", DUE), effect("job/c/1", DUE)))
                .containsExactly(Rule.EFFECT_ONCE);
        assertThat(rules(effect("job/a/1", DUE), effect("job/b/1", DUE.minusMillis(1))))
                .containsExactly(Rule.TIMER_NOT_EARLY);
    }

    private static List<Rule> rules(JsonNode... effects) {
        return EffectChecker.check(EXPECTED, List.of(effects)).stream()
                .map(Violation::rule)
                .toList();
    }

    private static JsonNode effect(String causation, Instant time) {
        return HistoryLines.parse("{\"source\":\"/streams/tally/x\",\"id\":\"1\",\"causationid\":\"" + causation
                + "\",\"time\":\"" + time + "\"}");
    }
}
