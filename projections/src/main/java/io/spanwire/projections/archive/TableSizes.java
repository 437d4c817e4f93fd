package io.spanwire.projections.archive;

/** The bytes on disk of the events' rows and of the archive, each with its indexes. */
public record TableSizes(long events, long archive) {}
