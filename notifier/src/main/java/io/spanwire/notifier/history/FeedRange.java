package io.spanwire.notifier.history;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** The positions of partitions that one read looks at: of each partition that is behind, a share of the window. */
record FeedRange(List<One> all) {
    /**
     * Of one partition.
     *
     * @param after behind this position
     * @param upto up to this position
     * @param last the last position wanted, by a later read if it is higher
     * @param share the most events
     */
    record One(int partition, long after, long upto, long last, int share) {}

    FeedRange {
        all = List.copyOf(all);
    }

    /** @throws IllegalArgumentException when no partition is behind */
    static FeedRange of(long[] after, long[] to, FeedShares shares, long window) {
        int behind = 0;
        for (int partition = 0; partition < after.length; partition++) {
            behind += after[partition] < to[partition] ? 1 : 0;
        }
        if (behind == 0) {
            throw new IllegalArgumentException("Nothing follows");
        }
        List<One> all = new ArrayList<>();
        for (int partition = 0; partition < after.length; partition++) {
            if (after[partition] < to[partition]) {
                long upto = Math.min(to[partition], after[partition] + Math.max(1, window / behind));
                all.add(new One(partition, after[partition], upto, to[partition], shares.of(partition, behind)));
            }
        }
        return new FeedRange(all);
    }

    One of(int partition) {
        return all.stream()
                .filter(one -> one.partition() == partition)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Partition " + partition + " was not asked for"));
    }

    Integer[] partitions() {
        return all.stream().map(One::partition).toArray(Integer[]::new);
    }

    Long[] after() {
        return all.stream().map(One::after).toArray(Long[]::new);
    }

    Long[] upto() {
        return all.stream().map(One::upto).toArray(Long[]::new);
    }

    Integer[] shares() {
        return all.stream().map(One::share).toArray(Integer[]::new);
    }
}
