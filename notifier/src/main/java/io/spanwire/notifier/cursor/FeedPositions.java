package io.spanwire.notifier.cursor;

/**
 * Where the events of a page of a feed are, in the order in which they are sent: increasing positions in each partition.
 * Immutable: nobody changes the arrays.
 */
public final class FeedPositions {
    private final int[] partitions;
    private final long[] positions;
    private final long[] through;

    /**
     * @param partitions of each event
     * @param positions of each event
     * @param through by partition, the position up to which the page has every event of the feed
     */
    public FeedPositions(int[] partitions, long[] positions, long[] through) {
        this.partitions = partitions;
        this.positions = positions;
        this.through = through;
    }

    /** The same page with these of its events only. */
    public FeedPositions only(int[] someOfPartitions, long[] somePositions) {
        return new FeedPositions(someOfPartitions, somePositions, through);
    }

    /** The number of events. */
    public int events() {
        return positions.length;
    }

    public int partition(int event) {
        return partitions[event];
    }

    public long position(int event) {
        return positions[event];
    }

    /** The position of a partition up to which the page has every event of the feed. */
    public long through(int partition) {
        return through[partition];
    }
}
