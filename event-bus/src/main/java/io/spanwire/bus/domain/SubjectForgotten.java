package io.spanwire.bus.domain;

/**
 * The event of a stream whose subject has been forgotten: {@code <stream type>.subject-forgotten}. Every stream type with
 * {@link Personal} data has it; a projection that handles it empties its rows of the subject, and one that does not is
 * rebuilt. A stream type may declare it itself, under this name, to change its state.
 *
 * @param subject whose personal data no replay shows any more
 */
public record SubjectForgotten(String subject) {
    /** The event's short name. */
    public static final String NAME = "subject-forgotten";
}
