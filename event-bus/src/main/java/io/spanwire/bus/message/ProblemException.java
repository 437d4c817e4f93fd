package io.spanwire.bus.message;

/** Carries a {@link Problem} through a failed future to the handler that writes the response. Has no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final long retryAfter;

    public ProblemException(Problem problem) {
        this(problem, 0);
    }

    /** A temporary problem; {@code retryAfter} in seconds, 0 when unknown. */
    public ProblemException(Problem problem, long retryAfter) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    /** Seconds after which to try again; 0 when unknown. */
    public long retryAfter() {
        return retryAfter;
    }
}
