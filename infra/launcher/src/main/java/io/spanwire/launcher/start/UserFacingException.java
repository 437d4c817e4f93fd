package io.spanwire.launcher.start;

import org.jspecify.annotations.Nullable;

/**
 * A start, or a command, that cannot go on. The message says what is wrong, the advice what the person at the keyboard
 * can do; the command line prints both and no stack trace.
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

    /** What to do about it: one or more sentences. */
    public String advice() {
        return advice;
    }
}
