package io.spanwire.notifier.history;

import java.util.Arrays;

/**
 * How many events of each partition the next page of a feed asks for. A page is cut where one partition's share ends, so
 * a share follows what the partition gave to the last page: busy ones get more. One reader.
 */
public final class FeedShares {
    private static final int LEAST = 8;

    private final int most;
    private final int[] last;
    private boolean started;

    /**
     * @param partitions of the installation
     * @param most events of a page
     */
    public FeedShares(int partitions, int most) {
        this.last = new int[partitions];
        this.most = most;
    }

    /** The share of a partition when so many are behind. */
    int of(int partition, int behind) {
        int equal = Math.max(LEAST, most / behind);
        return started ? Math.min(most, Math.max(Math.min(equal, LEAST), 2 * last[partition])) : equal;
    }

    /** Takes note of what a page had. */
    void learn(FeedPage page) {
        started = page.events() > 0;
        Arrays.fill(last, 0);
        for (int event = 0; event < page.events(); event++) {
            last[page.positions().partition(event)]++;
        }
    }
}
