package io.spanwire.acceptance.history;

/** A violated rule and the detail of the violation. */
public record Violation(Rule rule, String detail) {
    @Override
    public String toString() {
        return rule + ": " + detail;
    }
}
