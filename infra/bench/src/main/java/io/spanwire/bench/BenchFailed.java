package io.spanwire.bench;

/** The measurement cannot go on: its message says what happened, for the person at the keyboard. */
public final class BenchFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchFailed(String message) {
        super(message);
    }

    public BenchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
