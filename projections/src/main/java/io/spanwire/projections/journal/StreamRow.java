package io.spanwire.projections.journal;

import java.util.Optional;

/** A stream as stored: its version and, if there is one, its snapshot. */
public record StreamRow(long version, Optional<Snapshot> snapshot) {
    /**
     * A state as JSON text.
     *
     * @param stateVersion of the stream type that wrote it; another one does not read it
     */
    public record Snapshot(long version, int stateVersion, String state) {}
}
