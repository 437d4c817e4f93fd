package io.spanwire.projections.project;

/** A projection threw an exception for an event, and would throw it again. */
public final class ProjectionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProjectionFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** The reason shown to operators. */
    public String reason() {
        return getMessage() + ": " + getCause();
    }
}
