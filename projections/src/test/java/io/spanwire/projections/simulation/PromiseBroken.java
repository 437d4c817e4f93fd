package io.spanwire.projections.simulation;

/** A broken promise: what the simulation found wrong. */
final class PromiseBroken extends AssertionError {
    private static final long serialVersionUID = 1L;

    PromiseBroken(String message) {
        super(message);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency of ours
    static void unless(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new PromiseBroken(message.formatted(arguments));
        }
    }
}
