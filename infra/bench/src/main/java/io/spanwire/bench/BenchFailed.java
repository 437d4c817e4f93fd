package io.spanwire.bench;

/** A failure that ends the run; its message is printed for the user. */
public final class BenchFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchFailed(String message) {
        super(message);
    }

    public BenchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
