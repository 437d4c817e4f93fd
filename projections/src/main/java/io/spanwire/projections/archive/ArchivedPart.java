package io.spanwire.projections.archive;

import java.time.Instant;

/**
 * A stream, or the streams of a type, in the archive.
 *
 * @param bytes of the events' texts
 * @param stored bytes of the pages
 * @param first the time of the earliest event
 * @param last the time of the latest event
 */
public record ArchivedPart(
        String name, long streams, long events, long bytes, long stored, Instant first, Instant last) {}
