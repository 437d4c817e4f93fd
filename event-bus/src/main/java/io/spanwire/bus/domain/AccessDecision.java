package io.spanwire.bus.domain;

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

    static AccessDecision allowed() {
        return new Allowed();
    }

    static AccessDecision denied(String detail) {
        return new Denied(detail);
    }

    static AccessDecision ifRows(String view, Map<String, String> parameters) {
        return new IfRows(view, parameters);
    }
}
