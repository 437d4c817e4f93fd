package io.spanwire.projections.simulation;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/** The seeds of parameterized tests: others in every run, or with {@code -Dseed=n} only that one. */
final class Seeds {
    private static final long MAX = 1L << 40;
    private static final int FEW = 20;
    private static final int MANY = 40;

    private Seeds() {}

    /** Whether one seed was asked for. */
    static boolean given() {
        return Long.getLong("seed") != null;
    }

    static LongStream few() {
        return any(FEW);
    }

    static LongStream many() {
        return any(MANY);
    }

    private static LongStream any(int count) {
        Long seed = Long.getLong("seed");
        return seed == null ? ThreadLocalRandom.current().longs(count, 1, MAX) : LongStream.of(seed);
    }
}
