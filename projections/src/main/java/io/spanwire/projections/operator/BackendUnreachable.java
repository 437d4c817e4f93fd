package io.spanwire.projections.operator;

/** Kafka cannot be reached, or refused an operator's request. */
public final class BackendUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackendUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
