package io.spanwire.projections.archive;

/**
 * How much there is to archive, or was archived.
 *
 * @param bytes of the events' texts
 */
public record ArchiveSize(long streams, long events, long bytes) {
    static final ArchiveSize NONE = new ArchiveSize(0, 0, 0);

    ArchiveSize plus(long moreStreams, long moreEvents, long moreBytes) {
        return new ArchiveSize(streams + moreStreams, events + moreEvents, bytes + moreBytes);
    }
}
