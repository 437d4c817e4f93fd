package io.spanwire.projections.decide;

/** A reaction or decider asks for a command or a timer that cannot be: its message has no values of the data. */
public final class InvalidEffect extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidEffect(String message) {
        super(message);
    }
}
