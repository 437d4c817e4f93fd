package io.spanwire.projections.archive;

/**
 * A stream with events to archive.
 *
 * @param version of its newest event
 * @param first of its events that are not archived
 */
record OldStream(String stream, int partition, long version, long first) {}
