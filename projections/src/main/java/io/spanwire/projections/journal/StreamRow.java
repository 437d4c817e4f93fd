package io.spanwire.projections.journal;

import java.util.Optional;

/** A stored stream: its version and, if there is one, its snapshot. */
public record StreamRow(long version, Optional<Snapshot> snapshot) {
    /**
     * A stream's state as JSON text.
     *
     * @param version of the stream
     * @param stateVersion of the stream type that wrote it; a type with another state version does not read it
     */
    public record Snapshot(long version, int stateVersion, String state) {}
}
