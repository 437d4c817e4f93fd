package io.spanwire.projections.journal;

import java.util.Optional;

/**
 * A stored stream: its version and, if there is one, its snapshot.
 *
 * @param closed why an operator has closed it; empty while it takes commands
 */
public record StreamRow(long version, Optional<Snapshot> snapshot, Optional<String> closed) {
    /** A stream that takes commands. */
    public StreamRow(long version, Optional<Snapshot> snapshot) {
        this(version, snapshot, Optional.empty());
    }

    /**
     * A stream's state as JSON text.
     *
     * @param version of the stream
     * @param stateVersion of the stream type that wrote it; a type with another state version does not read it
     */
    public record Snapshot(long version, int stateVersion, String state) {}
}
