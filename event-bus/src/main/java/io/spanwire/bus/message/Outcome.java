package io.spanwire.bus.message;

import java.util.UUID;

/**
 * The result of a command. A request with the same id but another fingerprint has reused the key of another command.
 */
public sealed interface Outcome {
    UUID command();

    StreamId stream();

    /** The {@link Command#fingerprint()} of the decided command. */
    String fingerprint();

    /** The subject of the sender. */
    String actor();

    /**
     * The command was accepted.
     *
     * @param version the stream's version after the command: that of its last event, if it has any
     * @param events the number of its events, 0 or more, with versions {@code version - events + 1 … version}
     */
    record Accepted(UUID command, StreamId stream, String fingerprint, String actor, long version, int events)
            implements Outcome {
        public Accepted {
            if (events < 0 || version < events) {
                throw new IllegalArgumentException(
                        "An outcome has 0 or more events, and its version is at least their number");
            }
        }
    }

    /**
     * Whether the outcome is final. A command has one final outcome, and may have failed any number of times before.
     */
    default boolean isFinal() {
        return !(this instanceof Failed);
    }

    /** The command changed nothing, and the problem says why. */
    sealed interface Unsuccessful extends Outcome {
        Problem problem();
    }

    /** The domain rejected the command. */
    record Rejected(UUID command, StreamId stream, String fingerprint, String actor, Problem problem)
            implements Unsuccessful {}

    /** Deciding the command failed. The same id sent again is decided again. */
    record Failed(UUID command, StreamId stream, String fingerprint, String actor, Problem problem)
            implements Unsuccessful {}
}
