package io.spanwire.projections.simulation;

/** A promise was broken. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String what) {
        super(what);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency of ours
    static void unless(boolean holds, String what, Object... arguments) {
        if (!holds) {
            throw new Violation(what.formatted(arguments));
        }
    }
}
