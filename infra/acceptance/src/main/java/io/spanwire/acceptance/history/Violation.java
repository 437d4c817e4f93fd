package io.spanwire.acceptance.history;

/** A rule that does not hold, and where. */
public record Violation(Rule rule, String detail) {
    @Override
    public String toString() {
        return rule + ": " + detail;
    }
}
