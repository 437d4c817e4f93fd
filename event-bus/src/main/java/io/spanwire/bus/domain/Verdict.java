package io.spanwire.bus.domain;

import java.util.Map;

/** An access rule's answer. */
public sealed interface Verdict {
    /** Yes. */
    record Allowed() implements Verdict {}

    /** No, and why, for the caller to read. */
    record Denied(String detail) implements Verdict {}

    /** Yes if this view answers with at least one row, e.g. a membership. */
    record IfRows(String view, Map<String, String> parameters) implements Verdict {
        public IfRows {
            parameters = Map.copyOf(parameters);
        }
    }

    static Verdict allowed() {
        return new Allowed();
    }

    static Verdict denied(String detail) {
        return new Denied(detail);
    }

    static Verdict ifRows(String view, Map<String, String> parameters) {
        return new IfRows(view, parameters);
    }
}
