package io.spanwire.projections.operator;

/** The database or Kafka cannot be asked. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
