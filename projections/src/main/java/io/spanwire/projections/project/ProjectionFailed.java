package io.spanwire.projections.project;

/** A projection threw instead of making a row of an event. It would again. */
public final class ProjectionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProjectionFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** What an operator needs to know. */
    public String reason() {
        return getMessage() + ": " + getCause();
    }
}
