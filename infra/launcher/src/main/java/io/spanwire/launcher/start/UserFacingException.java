package io.spanwire.launcher.start;

import org.jspecify.annotations.Nullable;

/**
 * A start or command that cannot continue. The message says what is wrong, the advice what the user can do; the command
 * line prints both and no stack trace.
 */
public final class UserFacingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    public UserFacingException(String message, String advice) {
        this(message, advice, null);
    }

    public UserFacingException(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** One or more sentences. */
    public String advice() {
        return advice;
    }
}
