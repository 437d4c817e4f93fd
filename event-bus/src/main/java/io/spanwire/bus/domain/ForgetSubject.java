package io.spanwire.bus.domain;

/**
 * The command that records in a stream that a subject has been forgotten. Only an operator's {@code spanwire forget}
 * sends it, after it has destroyed the subject's key: it is not among the commands that a stream type offers.
 */
public record ForgetSubject(String subject) {
    /** The command's name. */
    public static final String NAME = "forget-subject";
}
