package io.spanwire.bus.message;

import java.util.UUID;

/**
 * What became of a command. The fingerprint is that of the command decided under this id: who asks with another one has
 * reused the key.
 */
public sealed interface Outcome {
    /** The command's id. */
    UUID command();

    /** The stream it addressed. */
    StreamId stream();

    /** {@link Command#fingerprint()} of the command that was decided. */
    String fingerprint();

    /** Who sent it. */
    String actor();

    /**
     * The command was accepted.
     *
     * @param version the stream's version after it; the last of its events when it has any
     * @param events how many events it became, 0 or more: versions {@code version - events + 1 … version}
     */
    record Accepted(UUID command, StreamId stream, String fingerprint, String actor, long version, int events)
            implements Outcome {
        public Accepted {
            if (events < 0 || version < events) {
                throw new IllegalArgumentException("An outcome has 0 or more events and ends at their last version");
            }
        }
    }

    /** Whether it stays: a command has one final outcome, and may have failed any number of times before. */
    default boolean isFinal() {
        return !(this instanceof Failed);
    }

    /** The command changed nothing, and the problem says why. */
    sealed interface Unsuccessful extends Outcome {
        Problem problem();
    }

    /** The command was rejected and changed nothing. */
    record Rejected(UUID command, StreamId stream, String fingerprint, String actor, Problem problem)
            implements Unsuccessful {}

    /** Deciding the command failed. It changed nothing; sent again under the same id it is decided again. */
    record Failed(UUID command, StreamId stream, String fingerprint, String actor, Problem problem)
            implements Unsuccessful {}
}
