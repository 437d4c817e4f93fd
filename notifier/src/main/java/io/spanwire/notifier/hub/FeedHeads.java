package io.spanwire.notifier.hub;

import io.spanwire.notifier.cursor.FeedCursor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * By partition, the position up to which events were added to the hot tail, or are known to be in history only. One thread at
 * a time writes, any thread reads.
 */
final class FeedHeads {
    private final AtomicLongArray heads;

    FeedHeads(int partitions) {
        heads = new AtomicLongArray(partitions);
    }

    int partitions() {
        return heads.length();
    }

    void raise(int partition, long position) {
        if (position > heads.get(partition)) {
            heads.set(partition, position);
        }
    }

    void raise(Map<Integer, Long> positions) {
        positions.forEach(this::raise);
    }

    /** Tells a cursor. */
    void raise(FeedCursor cursor) {
        for (int partition = 0; partition < heads.length(); partition++) {
            cursor.raiseHead(partition, heads.get(partition));
        }
    }
}
