package io.spanwire.projections.lane;

import io.spanwire.projections.relay.HistoryMismatch;

/**
 * When to believe that Kafka and PostgreSQL speak of different histories: twice in a row may be chance, another worker going
 * on between two looks; three times is not. One thread.
 */
final class MismatchCounter {
    private static final int CERTAIN = 3;

    private int times;

    /** True once, when this makes it certain. */
    boolean ends(RuntimeException trouble) {
        times = trouble instanceof HistoryMismatch ? times + 1 : 0;
        return times == CERTAIN;
    }

    /** Something went well. */
    void reset() {
        times = 0;
    }
}
