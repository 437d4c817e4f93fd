package io.spanwire.projections.simulation;

/** A promise was broken. */
final class PromiseBroken extends AssertionError {
    private static final long serialVersionUID = 1L;

    PromiseBroken(String what) {
        super(what);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency of ours
    static void unless(boolean holds, String what, Object... arguments) {
        if (!holds) {
            throw new PromiseBroken(what.formatted(arguments));
        }
    }
}
