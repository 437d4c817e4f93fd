package io.spanwire.projections.operator;

/** The database or Kafka cannot be asked. */
public final class BackendUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackendUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
