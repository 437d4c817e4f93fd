package io.spanwire.bus.domain;

import java.util.List;
import java.util.Map;

/** The result of an access rule. */
public sealed interface AccessDecision {
    /** Yes. */
    record Allowed() implements AccessDecision {}

    /** No, with the reason shown to the caller. */
    record Denied(String detail) implements AccessDecision {}

    /** Yes if this view has at least one row, e.g. a membership. */
    record IfRows(String view, Map<String, String> parameters) implements AccessDecision {
        public IfRows {
            parameters = Map.copyOf(parameters);
        }
    }

    /** Yes if one of these is. */
    record AnyOf(List<AccessDecision> decisions) implements AccessDecision {
        public AnyOf {
            decisions = List.copyOf(decisions);
        }
    }

    /** Yes if all of these are. */
    record AllOf(List<AccessDecision> decisions) implements AccessDecision {
        public AllOf {
            decisions = List.copyOf(decisions);
        }
    }

    static AccessDecision allowed() {
        return new Allowed();
    }

    static AccessDecision denied(String detail) {
        return new Denied(detail);
    }

    static AccessDecision ifRows(String view, Map<String, String> parameters) {
        return new IfRows(view, parameters);
    }

    /** Yes if one of these is; needs no query when one is yes already. */
    static AccessDecision anyOf(List<AccessDecision> decisions) {
        if (decisions.stream().anyMatch(Allowed.class::isInstance)) {
            return allowed();
        }
        List<AccessDecision> open =
                decisions.stream().filter(each -> !(each instanceof Denied)).toList();
        return open.isEmpty() ? decisions.get(0) : open.size() == 1 ? open.get(0) : new AnyOf(open);
    }

    /** Yes if all of these are; needs no query when one is no already. */
    static AccessDecision allOf(List<AccessDecision> decisions) {
        return decisions.stream().filter(Denied.class::isInstance).findFirst().orElseGet(() -> {
            List<AccessDecision> open = decisions.stream()
                    .filter(each -> !(each instanceof Allowed))
                    .toList();
            return open.isEmpty() ? allowed() : open.size() == 1 ? open.get(0) : new AllOf(open);
        });
    }
}
