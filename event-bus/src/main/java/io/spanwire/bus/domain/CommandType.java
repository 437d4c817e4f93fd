package io.spanwire.bus.domain;

/**
 * A command of a stream type: its name in the URL, the record of its body, and its decider.
 *
 * @param <S> the stream's state
 * @param <C> the command's record
 */
public record CommandType<S, C>(String name, Class<C> data, Decider<S, C> decider) {
    public CommandType {
        KebabCase.check("command", name);
    }

    /** Decides one kind of command: a pure function. */
    @FunctionalInterface
    public interface Decider<S, C> {
        Decision decide(S state, C command, Context context);
    }
}
