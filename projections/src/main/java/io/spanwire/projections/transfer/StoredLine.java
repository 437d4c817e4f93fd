package io.spanwire.projections.transfer;

import java.time.Instant;

/** A stored event as an export reads it. */
record StoredLine(String stream, long version, long position, Instant at, String body) {
    StoredLine withBody(String other) {
        return new StoredLine(stream, version, position, at, other);
    }
}
