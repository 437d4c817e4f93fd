package io.spanwire.projections.decide;

/** A timer is due at a time that is too far away. */
public final class TimerOutOfRange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TimerOutOfRange(String message) {
        super(message);
    }
}
